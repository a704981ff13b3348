package com.stash.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.RowChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads audit entries from the tables' streams. A table that is not listed here gives none, and an
 * attribute that could hold a secret or a document's content is never copied.
 */
public final class DerivingAudit {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("tenants", "tenant"),
          Map.entry("domains", "domain"),
          Map.entry("users", "user"),
          Map.entry("api-keys", "api_key"),
          Map.entry("campaigns", "campaign"),
          Map.entry("pipeline-revisions", "pipeline_revision"),
          Map.entry("documents", "document"),
          Map.entry("jobs", "document_job"),
          Map.entry("processors", "processor"),
          Map.entry("executions", "processor_execution"),
          Map.entry("credentials", "credential"),
          Map.entry("credit-grants", "credit_grant"),
          Map.entry("incidents", "incident"),
          Map.entry("denials", "denial"));

  /** Secrets, contents, and what every version changes. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "secretHash",
          "sealed",
          "verificationToken",
          "output",
          "body",
          "live",
          "awaited",
          "owns",
          "tenantId",
          "sk",
          "version",
          "createdAt",
          "updatedAt",
          "changedBy",
          "requestId",
          "schemaVersion");

  /** Returns the entry of a change; empty for tables that are not audited. */
  public Optional<AuditDraft> entry(RowChange change) {
    var type = TYPES.get(change.table());
    var image = change.after() == null ? change.oldImage() : change.newImage();
    var forgotten = "denial".equals(type) && change.after() == null;
    if (type == null || forgotten) {
      return Optional.empty();
    }
    var by = image.path("changedBy");
    var before = Json.object();
    var after = Json.object();
    changes(change, before, after);
    return Optional.of(
        new AuditDraft(
            type + "." + what(change),
            type,
            change.key(),
            image.path("version").asLong() + (change.after() == null ? 1 : 0),
            new Actor(ActorType.parse(by.path("type").asText()), by.path("id").asText()),
            outcome(type),
            before,
            after,
            image.path("requestId").asText(),
            by.path("sourceIp").asText(),
            by.path("userAgent").asText(),
            Instant.parse(image.path("updatedAt").asText())));
  }

  private static String outcome(String type) {
    return switch (type) {
      case "incident" -> "refused";
      case "denial" -> "denied";
      default -> "done";
    };
  }

  private static String what(RowChange change) {
    if (change.after() == null) {
      return "deleted";
    }
    if (change.table().equals("incidents") || change.table().equals("denials")) {
      return change.after("code");
    }
    var state = change.after("state");
    if (!state.isEmpty() && !state.equals(change.before("state"))) {
      return state;
    }
    return change.before() == null ? "created" : "updated";
  }

  private static void changes(RowChange change, ObjectNode before, ObjectNode after) {
    for (var member : change.oldImage().properties()) {
      keep(before, member.getKey(), member.getValue(), change.newImage());
    }
    for (var member : change.newImage().properties()) {
      keep(after, member.getKey(), member.getValue(), change.oldImage());
    }
  }

  private static void keep(ObjectNode target, String name, JsonNode value, JsonNode other) {
    if (!LEFT_OUT.contains(name) && !value.equals(other.path(name))) {
      target.set(name, value);
    }
  }
}
