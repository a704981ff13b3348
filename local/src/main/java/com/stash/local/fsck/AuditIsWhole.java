package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.List;

/** The audit sequence has no gap, the chain is whole, and the head is the last entry. */
final class AuditIsWhole implements Invariant {
  @Override
  public String number() {
    return "I5";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var faults = new ArrayList<String>();
    long expected = 1;
    var previous = "0".repeat(64);
    for (var row : tenant.rows("audit-logs")) {
      if (!row.getKey().startsWith("entry#")) {
        continue;
      }
      var entry = row.getValue().path("entry");
      if (entry.path("sequence").asLong() != expected) {
        faults.add("audit entry %d is missing".formatted(expected));
        return faults;
      }
      if (!entry.path("previousHash").asText().equals(previous)
          || !hash(entry).equals(entry.path("hash").asText())) {
        faults.add("audit entry %d was changed or does not follow".formatted(expected));
        return faults;
      }
      previous = entry.path("hash").asText();
      expected++;
    }
    var head = tenant.table("audit-logs").get("head");
    var number = head == null ? 0 : head.path("sequence").asLong();
    if (number != expected - 1 || (head != null && !head.path("hash").asText().equals(previous))) {
      faults.add("the audit head is %d and the last entry %d".formatted(number, expected - 1));
    }
    return faults;
  }

  private static String hash(JsonNode entry) {
    var content = Json.object();
    entry.properties().stream()
        .filter(member -> !member.getKey().equals("hash"))
        .forEach(member -> content.set(member.getKey(), member.getValue()));
    return Json.hash(content).hex();
  }
}
