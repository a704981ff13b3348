package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobState;
import com.stash.kernel.Json;
import com.stash.pipeline.Execution;

/** Jobs and executions as clients see them. */
final class JobViews {
  private JobViews() {}

  static ObjectNode job(Job job) {
    var view = Json.object();
    view.put("id", job.id().value());
    view.put("documentId", job.id().document().value());
    view.put("campaignId", job.id().campaign().value());
    view.put("uuid", job.uuid().toString());
    view.put("revision", job.revision());
    view.put("trigger", job.trigger().wire());
    view.put("state", job.state().wire());
    view.put("stepsDone", job.stepsDone());
    view.put("stepsTotal", job.stepsTotal());
    view.put("attempt", job.attempt());
    view.put("maxAttempts", job.maxAttempts());
    if (job.state() == JobState.QUEUED) {
      Views.put(view, "nextAttemptAt", job.nextAttemptAt());
    }
    var errors = view.putArray("errors");
    job.errors().forEach(error -> errors.add(error(error)));
    Views.put(view, "startedAt", job.startedAt());
    Views.put(view, "finishedAt", job.finishedAt());
    return Views.stamped(view, job.stamp());
  }

  /** Without its output, which the document's result has. */
  static ObjectNode execution(Execution execution) {
    var view = Json.object();
    view.put("step", execution.id().step());
    view.put("attempt", execution.id().attempt());
    view.put("processor", execution.processor().toString());
    view.put("state", execution.state().wire());
    view.put("unit", execution.unit());
    view.put("units", execution.units());
    view.put("tokens", execution.tokens());
    view.put("costMicroCredits", execution.cost().value());
    view.put("durationMs", execution.durationMs());
    Views.reason(view, "error", execution.error());
    return view.put("finishedAt", execution.stamp().createdAt().toString());
  }

  private static ObjectNode error(JobError error) {
    var view = Json.object();
    view.put("step", error.step());
    view.put("code", error.code());
    view.put("class", error.kind().wire());
    view.put("message", error.message());
    view.put("attempt", error.attempt());
    return view.put("at", error.at().toString());
  }
}
