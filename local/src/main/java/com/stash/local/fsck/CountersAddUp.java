package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counters and balance equal the sum of usage events and grants. */
final class CountersAddUp implements Invariant {
  @Override
  public String number() {
    return "I3";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var expected = new TreeMap<String, Long>();
    tenant.table("usage-events").values().forEach(event -> count(event, expected));
    var found = new TreeMap<String, Long>();
    for (var row : tenant.rows("usage-counters")) {
      for (Map.Entry<String, JsonNode> member : row.getValue().properties()) {
        if (member.getValue().isNumber() && member.getValue().asLong() != 0) {
          found.put(row.getKey() + " " + member.getKey(), member.getValue().asLong());
        }
      }
    }
    expected.values().removeIf(sum -> sum == 0);
    var faults = new ArrayList<String>();
    expected.forEach(
        (name, sum) -> {
          if (!sum.equals(found.get(name))) {
            faults.add(
                "counter %s is %s, its events sum up to %d".formatted(name, found.get(name), sum));
          }
        });
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> faults.add("counter %s counts nothing".formatted(name)));
    return faults;
  }

  private static void count(JsonNode event, Map<String, Long> sums) {
    var type = event.path("type").asText();
    var time = event.path("occurredAt").asText();
    for (var period :
        List.of(
            "hour#" + time.substring(0, 13),
            "day#" + time.substring(0, 10),
            "month#" + time.substring(0, 7))) {
      var key = period + "#" + event.path("campaign").asText() + " " + type;
      sums.merge(key + "_events", 1L, Long::sum);
      sums.merge(key + "_units", event.path("units").asLong(), Long::sum);
      sums.merge(key + "_cost", event.path("cost").asLong(), Long::sum);
    }
    if (type.equals("upload")) {
      sums.merge("month#" + time.substring(0, 7) + " documents", 1L, Long::sum);
    }
    sums.merge("balance credits", -event.path("cost").asLong(), Long::sum);
  }
}
