package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.documents.Lease;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** A job as an item. */
final class JobSchema {
  static final TableSchema<Row<Job>> SCHEMA =
      Shape.<Job>of()
          .text("uuid", j -> j.uuid().toString())
          .number("revision", Job::revision)
          .text("trigger", j -> j.trigger().wire())
          .text("state", j -> j.state().wire())
          .number("attempt", Job::attempt)
          .number("maxAttempts", Job::maxAttempts)
          .instant("nextAttemptAt", Job::nextAttemptAt)
          .node("errors", j -> errors(j.errors()))
          .node("lease", j -> lease(j.lease()))
          .number("stepsDone", Job::stepsDone)
          .number("stepsTotal", Job::stepsTotal)
          .instant("startedAt", Job::startedAt)
          .instant("finishedAt", Job::finishedAt)
          .sparse("live", JobSchema::live)
          .readBy(JobSchema::read);

  private JobSchema() {}

  private static Job read(Fields f) {
    return new Job(
        JobId.parse(f.key()),
        UUID.fromString(f.text("uuid")),
        f.integer("revision"),
        Job.Trigger.parse(f.text("trigger")),
        Schemas.parse(JobState.class, f.text("state")),
        f.integer("attempt"),
        f.integer("maxAttempts"),
        f.instant("nextAttemptAt"),
        f.node("errors").valueStream().map(JobSchema::error).toList(),
        lease(f.node("lease")),
        f.integer("stepsDone"),
        f.integer("stepsTotal"),
        f.instantOrNull("startedAt"),
        f.instantOrNull("finishedAt"),
        f.stamp());
  }

  /** The job's id sorts by its creation, and stays the same for as long as the job lives. */
  private static @Nullable String live(Job job) {
    return job.state().isLive() ? job.id().value() : null;
  }

  private static JsonNode errors(List<JobError> errors) {
    var array = Json.array();
    for (var error : errors) {
      array
          .addObject()
          .put("step", error.step())
          .put("code", error.code())
          .put("class", error.kind().wire())
          .put("message", error.message())
          .put("attempt", error.attempt())
          .put("at", error.at().toString());
    }
    return array;
  }

  private static JobError error(JsonNode node) {
    return new JobError(
        node.path("step").asText(),
        node.path("code").asText(),
        ErrorClass.parse(node.path("class").asText()),
        node.path("message").asText(),
        node.path("attempt").asInt(),
        Instant.parse(node.path("at").asText()));
  }

  private static @Nullable JsonNode lease(@Nullable Lease lease) {
    return lease == null
        ? null
        : Json.object()
            .put("owner", lease.owner())
            .put("expiresAt", lease.expiresAt().toString())
            .put("fence", lease.fence());
  }

  private static @Nullable Lease lease(JsonNode node) {
    return node.isMissingNode()
        ? null
        : new Lease(
            node.path("owner").asText(),
            Instant.parse(node.path("expiresAt").asText()),
            node.path("fence").asLong());
  }
}
