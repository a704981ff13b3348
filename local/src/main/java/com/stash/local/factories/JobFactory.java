package com.stash.local.factories;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.Step;
import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.documents.Lease;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.pipeline.Bodies;
import com.stash.pipeline.Body;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionId;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.BuiltInProcessors;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.TakeSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the job of a document that arrived, and brings the document to the job's state. */
final class JobFactory {
  private static final BuiltInProcessors PROCESSORS = new BuiltInProcessors(Json.MAPPER);

  private final Making making;
  private final TenantScope scope;
  private final Document document;
  private final JobId id;
  private final int revision;
  private final List<Step> steps;

  JobFactory(Making making, TenantScope scope, Campaign campaign, Document document) {
    this.making = making;
    this.scope = scope;
    this.document = document;
    this.id = new JobId(document.id(), making.ids().ulid());
    this.revision = campaign.activeRevision();
    this.steps =
        making
            .stores()
            .campaigns()
            .revision(scope, campaign.id(), revision)
            .orElseThrow()
            .pipeline()
            .steps();
  }

  Document waiting(Duration pause) {
    var job = job(JobState.QUEUED, making.now().plus(pause), null, List.of(), 0);
    return written(document.queued(id, document.stamp()), new Create(job));
  }

  Document running(Duration held) {
    var lease = new Lease("seeder", making.now().plus(held), 1);
    var job = job(JobState.RUNNING, making.now(), lease, List.of(), 0);
    return written(running(), new Create(job), new TakeSlot(Integer.MAX_VALUE));
  }

  Document failed(String code, ErrorClass kind, String message) {
    var first = steps.getFirst();
    var why = new Reason(code, message);
    var error = new JobError(first.id(), code, kind, message, 1, making.now());
    var execution = execution(first, ExecutionState.FAILED, null, 0, why);
    return written(
        running().failed(why, Execution.totals(List.of(execution)), document.stamp()),
        new Create(job(JobState.FAILED, making.now(), null, List.of(error), 0)),
        new Create(execution));
  }

  /** Each step has the output of a text extraction, which is the plainest there is. */
  Document completed(String text) {
    var output = Json.object().put("text", text).put("characters", text.length());
    output.put("truncated", false).put("pages", 1).putObject("metadata");
    var executions = new ArrayList<Execution>();
    var result = Json.object();
    for (var step : steps) {
      var key = new ObjectKey.Output(id, step.id(), 1);
      executions.add(execution(step, ExecutionState.COMPLETED, body(output, key), 1, null));
      result.set(step.id(), output);
    }
    var changes = new ArrayList<Change>();
    executions.forEach(execution -> changes.add(new Create(execution)));
    changes.add(new Create(job(JobState.COMPLETED, making.now(), null, List.of(), steps.size())));
    changes.add(new Create(result(result)));
    return written(
        running().completed(Execution.totals(executions), document.stamp()),
        changes.toArray(Change[]::new));
  }

  /** The first step failed, the job went on without it, and a person is to see what there is. */
  Document reviewed(String message) {
    var step = steps.getFirst();
    var why = new Reason("step_failed", message);
    var execution = execution(step, ExecutionState.FAILED, null, 0, why);
    return written(
        running().awaitingReview(why, Execution.totals(List.of(execution)), document.stamp()),
        new Create(execution),
        new Create(job(JobState.COMPLETED, making.now(), null, List.of(), steps.size())),
        new Create(result(Json.object())));
  }

  Document cancelled() {
    var why = new Reason("cancelled", "It was cancelled on request.");
    var job = job(JobState.QUEUED, making.now(), null, List.of(), 0);
    return written(
        document.queued(id, document.stamp()).cancelled(why, Totals.NONE, document.stamp()),
        new Create(job.cancelled(job.stamp())));
  }

  private DocumentResult result(JsonNode steps) {
    return new DocumentResult(
        id, body(steps, new ObjectKey.Result(id)), scope.created(making.now()));
  }

  private Body body(JsonNode value, ObjectKey large) {
    return new Bodies(making.stores().objects()).keep(scope, value, large);
  }

  private Document running() {
    return document.queued(id, document.stamp()).processing(document.stamp());
  }

  private Document written(Document next, Change... changes) {
    var all = new ArrayList<>(List.of(changes));
    all.add(new Replace(next));
    making.write(scope, all.toArray(Change[]::new));
    return next;
  }

  private Job job(
      JobState state,
      Instant nextAttempt,
      @Nullable Lease lease,
      List<JobError> errors,
      int stepsDone) {
    var now = making.now();
    var begun = state != JobState.QUEUED;
    return new Job(
        id,
        making.ids().uuid(),
        revision,
        Job.Trigger.UPLOAD,
        state,
        begun ? 1 : 0,
        Job.MAX_ATTEMPTS,
        nextAttempt,
        errors,
        lease,
        stepsDone,
        steps.size(),
        begun ? now : null,
        state.isLive() ? null : now,
        scope.created(now));
  }

  private Execution execution(
      Step step, ExecutionState state, @Nullable Body output, long units, @Nullable Reason error) {
    var pricing = PROCESSORS.find(step.processor()).orElseThrow().pricing();
    return new Execution(
        new ExecutionId(id, step.id(), 1),
        step.processor(),
        state,
        Json.hash(step.config()),
        output,
        pricing.unit(),
        units,
        0,
        units == 0 ? MicroCredits.ZERO : pricing.costOf(units),
        BuiltInProcessors.PRICE_VERSION,
        20,
        error,
        scope.created(making.now()));
  }
}
