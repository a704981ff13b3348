package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every id and object key inside an item resolves within the item's own tenant. */
final class ReferencesResolve implements Invariant {
  private static final Set<String> WITHOUT_BYTES = Set.of("awaiting_upload", "expired");

  @Override
  public String number() {
    return "I1";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var faults = new ArrayList<String>();
    for (var row : tenant.rows("documents")) {
      var document = row.getValue();
      resolve(tenant, faults, "documents", row.getKey(), "campaigns", before(row.getKey(), 1));
      optional(tenant, faults, "documents", row.getKey(), "jobs", document.path("currentJob"));
      optional(
          tenant, faults, "documents", row.getKey(), "documents", document.path("duplicateOf"));
      if (!WITHOUT_BYTES.contains(document.path("state").asText())) {
        object(tenant, faults, "documents " + row.getKey(), document.path("object"));
      }
    }
    for (var row : tenant.rows("jobs")) {
      resolve(tenant, faults, "jobs", row.getKey(), "documents", before(row.getKey(), 2));
      var revision =
          "%s#%06d".formatted(before(row.getKey(), 1), row.getValue().path("revision").asInt());
      resolve(tenant, faults, "jobs", row.getKey(), "pipeline-revisions", revision);
    }
    for (var row : tenant.rows("executions")) {
      resolve(tenant, faults, "executions", row.getKey(), "jobs", before(row.getKey(), 3));
      object(
          tenant,
          faults,
          "executions " + row.getKey(),
          row.getValue().path("output").path("object"));
    }
    for (var row : tenant.rows("results")) {
      resolve(tenant, faults, "results", row.getKey(), "jobs", row.getKey());
      object(tenant, faults, "results " + row.getKey(), row.getValue().path("body").path("object"));
    }
    for (var row : tenant.rows("campaigns")) {
      for (int n = 1; n <= row.getValue().path("latestRevision").asInt(); n++) {
        var revision = "%s#%06d".formatted(row.getKey(), n);
        resolve(tenant, faults, "campaigns", row.getKey(), "pipeline-revisions", revision);
      }
    }
    return faults;
  }

  private static void optional(
      Snapshot tenant, List<String> faults, String table, String key, String other, JsonNode id) {
    if (!id.isMissingNode()) {
      resolve(tenant, faults, table, key, other, id.asText());
    }
  }

  private static void resolve(
      Snapshot tenant, List<String> faults, String table, String key, String other, String id) {
    if (!tenant.has(other, id)) {
      faults.add("%s %s names %s %s, which is not there".formatted(table, key, other, id));
    }
  }

  private static void object(Snapshot tenant, List<String> faults, String item, JsonNode object) {
    if (!object.isMissingNode() && !tenant.objects().containsKey(object.asText())) {
      faults.add("%s names object %s, which is not there".formatted(item, object.asText()));
    }
  }

  /** Returns the first parts of a key of parts joined by {@code #}. */
  private static String before(String key, int parts) {
    return String.join("#", List.of(key.split("#")).subList(0, parts));
  }
}
