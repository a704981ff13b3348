package com.stash.local.fsck;

import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An entity's audit entries are its versions 1 to n. Of an erased tenant nothing is left but its
 * tombstone; its log went with it, and the certificate keeps the head.
 */
final class EveryVersionIsLogged implements Invariant {
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

  @Override
  public String number() {
    return "I6";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var logged = new TreeMap<String, TreeSet<Long>>();
    var faults = new ArrayList<String>();
    if (tenant.table("tenants").getOrDefault("tenant", Json.object()).has("erasingSince")) {
      return List.of(); // It is being erased, which will be gone on with.
    }
    if (tenant.state().equals("erased")) {
      var left = tenant.tables().values().stream().mapToLong(Map::size).sum() - 1;
      if (left + tenant.objects().size() > 0) {
        faults.add("an erased tenant has %d rows and objects left".formatted(left));
      }
      return faults;
    }
    for (var row : tenant.table("audit-logs").values()) {
      var entry = row.path("entry");
      if (!entry.isMissingNode()) {
        var item = entry.path("auditableType").asText() + " " + entry.path("auditableId").asText();
        var version = entry.path("auditableVersion").asLong();
        if (!logged.computeIfAbsent(item, _ -> new TreeSet<>()).add(version)) {
          faults.add("%s version %d is logged twice".formatted(item, version));
        }
      }
    }
    TYPES.forEach(
        (table, type) ->
            tenant
                .rows(table)
                .forEach(
                    row -> {
                      var versions =
                          logged.getOrDefault(type + " " + row.getKey(), new TreeSet<>());
                      var last = row.getValue().path("version").asLong();
                      if (versions.size() != last || !versions.getLast().equals(last)) {
                        faults.add(
                            "%s %s is version %d, logged are %s"
                                .formatted(type, row.getKey(), last, versions));
                      }
                    }));
    return faults;
  }
}
