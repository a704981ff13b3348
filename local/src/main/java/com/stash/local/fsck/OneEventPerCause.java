package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** There is one usage event per cause, and every cause has its event with its cost. */
final class OneEventPerCause implements Invariant {
  private static final Set<String> NEVER_CAME = Set.of("awaiting_upload", "expired");

  @Override
  public String number() {
    return "I4";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var expected = new TreeMap<String, @Nullable Long>();
    for (var row : tenant.rows("documents")) {
      var state = row.getValue().path("state").asText();
      if (!NEVER_CAME.contains(state)) {
        expected.put("upload " + row.getKey(), null);
      }
      if (!NEVER_CAME.contains(state) && !state.equals("rejected")) {
        expected.put("storage " + row.getKey(), null);
      }
    }
    for (var row : tenant.rows("executions")) {
      if (row.getValue().path("state").asText().equals("completed")) {
        expected.put("processor_execution " + row.getKey(), row.getValue().path("cost").asLong());
      }
    }
    for (var row : tenant.rows("credit-grants")) {
      expected.put("credit_grant " + row.getKey(), -row.getValue().path("amount").asLong());
    }
    return compare(tenant, expected);
  }

  private static List<String> compare(Snapshot tenant, Map<String, @Nullable Long> expected) {
    var faults = new ArrayList<String>();
    var found = new TreeMap<String, JsonNode>();
    for (var event : tenant.table("usage-events").values()) {
      var cause = event.path("type").asText() + " " + event.path("cause").asText();
      if (found.put(cause, event) != null) {
        faults.add("two usage events for " + cause);
      }
      if (!expected.containsKey(cause)) {
        faults.add("a usage event without a cause: " + cause);
      }
    }
    expected.forEach(
        (cause, cost) -> {
          var event = found.get(cause);
          if (event == null) {
            faults.add("no usage event for " + cause);
          } else if (cost != null && cost != event.path("cost").asLong()) {
            faults.add("the usage event for %s has another cost".formatted(cause));
          }
        });
    return faults;
  }
}
