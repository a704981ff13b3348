package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A document has at most one live job; a finished document has exactly one finishing job. As many
 * slots are taken as jobs run.
 */
final class OneLiveJob implements Invariant {
  private static final Set<String> LIVE = Set.of("queued", "running");

  @Override
  public String number() {
    return "I2";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var faults = new ArrayList<String>();
    for (var row : tenant.rows("documents")) {
      var document = row.getValue();
      var jobs =
          tenant.rows("jobs").stream()
              .filter(j -> j.getKey().startsWith(row.getKey() + "#"))
              .toList();
      var live =
          jobs.stream().filter(j -> LIVE.contains(j.getValue().path("state").asText())).count();
      var state = document.path("state").asText();
      var current = tenant.table("jobs").get(document.path("currentJob").asText());
      var job = current == null ? "" : current.path("state").asText();
      if (live > 1) {
        faults.add("documents %s has %d live jobs".formatted(row.getKey(), live));
      }
      var fits =
          switch (state) {
            case "queued" -> job.equals("queued");
            case "processing" -> LIVE.contains(job);
            case "completed" ->
                document.has("duplicateOf") ? jobs.isEmpty() : job.equals("completed");
            case "failed" -> job.equals(wasReviewed(document) ? "completed" : "failed");
            case "awaiting_review" -> job.equals("completed");
            case "cancelled" -> job.equals("cancelled") || job.equals("completed");
            default -> live == 0;
          };
      if (!fits) {
        faults.add("documents %s is %s and its job is %s".formatted(row.getKey(), state, job));
      }
    }
    var running =
        tenant.rows("jobs").stream()
            .filter(j -> j.getValue().path("state").asText().equals("running"))
            .count();
    var slots = tenant.table("claims").get("slots");
    var counted = slots == null ? 0 : slots.path("running").asLong();
    if (running != counted) {
      faults.add("%d jobs run and %d slots are taken".formatted(running, counted));
    }
    return faults;
  }

  /** A person may find that what a job made is no good. */
  private static boolean wasReviewed(JsonNode document) {
    return document.at("/reason/code").asText().equals("rejected_in_review");
  }
}
