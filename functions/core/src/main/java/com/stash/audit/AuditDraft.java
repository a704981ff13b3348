package com.stash.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import java.time.Instant;

/**
 * What an audit entry says, before it has its place in the chain.
 *
 * @param action {@code type.what}, for example {@code document.queued}
 * @param type the kind of item, for example {@code document}
 * @param id the item's key
 * @param version the item's version that this is the entry of
 * @param outcome {@code done}, {@code refused} or {@code denied}
 * @param before the changed fields as they were; secrets never
 * @param after the changed fields as they are; secrets never
 * @param sourceIp empty where there is none
 * @param userAgent empty where there is none
 */
public record AuditDraft(
    String action,
    String type,
    String id,
    long version,
    Actor actor,
    String outcome,
    JsonNode before,
    JsonNode after,
    String requestId,
    String sourceIp,
    String userAgent,
    Instant occurredAt) {

  /** Returns what makes this entry unlike all others, so that it is written once. */
  public String cause() {
    return "%s#%s#%d".formatted(type, id, version);
  }

  ObjectNode toJson() {
    var node = Json.object();
    node.put("action", action);
    node.put("auditableType", type);
    node.put("auditableId", id);
    node.put("auditableVersion", version);
    node.putObject("actor").put("type", actor.type().wire()).put("id", actor.id());
    node.put("outcome", outcome);
    node.set("old", before);
    node.set("new", after);
    node.put("requestId", requestId);
    node.put("sourceIp", sourceIp);
    node.put("userAgent", userAgent);
    node.put("occurredAt", occurredAt.toString());
    return node;
  }

  static AuditDraft parse(JsonNode json) {
    var actor = json.path("actor");
    return new AuditDraft(
        json.path("action").asText(),
        json.path("auditableType").asText(),
        json.path("auditableId").asText(),
        json.path("auditableVersion").asLong(),
        new Actor(ActorType.parse(actor.path("type").asText()), actor.path("id").asText()),
        json.path("outcome").asText(),
        json.path("old"),
        json.path("new"),
        json.path("requestId").asText(),
        json.path("sourceIp").asText(),
        json.path("userAgent").asText(),
        Instant.parse(json.path("occurredAt").asText()));
  }
}
