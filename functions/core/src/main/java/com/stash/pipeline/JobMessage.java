package com.stash.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.kernel.Json;
import com.stash.tenancy.TenantId;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The message that brings a job to a runner, as JSON {@code {"tenantId", "job", "round"}}.
 *
 * @param round how many attempts the job had when it was sent; more are given when a person lets it
 *     try again, and what was sent before is over then. 0 for any.
 */
public record JobMessage(TenantId tenant, JobId job, int round) {
  /** Tells whether the job was given more attempts since, and another message brings it. */
  public boolean isOvertaken(Job current) {
    return round != 0 && round != current.maxAttempts();
  }

  public String toJson() {
    var node = Json.object().put("tenantId", tenant.value()).put("job", job.key());
    node.put("round", round);
    return new String(Json.bytes(node), StandardCharsets.UTF_8);
  }

  /** Reads a message; throws {@link IllegalArgumentException} when it is not one. */
  public static JobMessage parse(String body) {
    JsonNode node;
    try {
      node = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("not a job message", e);
    }
    return new JobMessage(
        new TenantId(node.path("tenantId").asText()),
        JobId.parse(node.path("job").asText()),
        node.path("round").asInt());
  }
}
