package com.stash.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Pipeline;
import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.tenancy.TenantScope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a claimed job: what it works on, and what its steps have done so far. */
final class Run {
  private final TenantScope scope;
  private final Job job;
  private final Document document;
  private final Pipeline pipeline;
  private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
  private Totals totals = Totals.NONE;
  private @Nullable Reason review;
  private int done;

  Run(TenantScope scope, Job job, Document document, Pipeline pipeline) {
    this.scope = scope;
    this.job = job;
    this.document = document;
    this.pipeline = pipeline;
  }

  TenantScope scope() {
    return scope;
  }

  Job job() {
    return job;
  }

  Document document() {
    return document;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** Returns what the finished steps put out, by step id. */
  Map<String, JsonNode> outputs() {
    return outputs;
  }

  /** Returns what the job has used, in this run and those before. */
  Totals totals() {
    return totals;
  }

  /** Returns why a person is to look at the result; {@code null} when nobody needs to. */
  @Nullable Reason review() {
    return review;
  }

  /** A step failed that a person is told of; the first one counts. */
  void toReview(String step, String message) {
    if (review == null) {
      review = new Reason("step_failed", "The step %s failed: %s".formatted(step, message));
    }
  }

  int done() {
    return done;
  }

  void usedBefore(Totals before) {
    totals = before;
  }

  void count(Execution execution) {
    done++;
    totals = totals.plus(new Totals(execution.tokens(), execution.cost()));
  }
}
