package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.usage.Counter;
import com.stash.usage.Spending;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageType;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A month's usage, as tenants and operators see it. */
public final class UsageViews {
  private UsageViews() {}

  /** Returns the month a request asks for, or else the current one. */
  public static YearMonth month(Sent sent, Clock clock) {
    var asked = sent.query().get("month");
    return asked == null
        ? YearMonth.from(clock.instant().atZone(ZoneOffset.UTC))
        : YearMonth.parse(asked.asText());
  }

  public static JsonNode month(YearMonth month, Spending spending, List<UsageBook.Line> lines) {
    var totals = totals(lines);
    var view = Json.object().put("month", month.toString());
    view.put("balanceMicroCredits", spending.balance().value());
    view.put("costMicroCredits", cost(totals.values()).value());
    var lineViews = view.putArray("lines");
    lines.forEach(line -> lineViews.add(line(line)));
    var totalViews = view.putArray("totals");
    totals.values().forEach(total -> totalViews.add(counter(Json.object(), total)));
    return view;
  }

  private static Map<UsageType, Counter> totals(List<UsageBook.Line> lines) {
    var totals = new TreeMap<UsageType, Counter>();
    lines.forEach(line -> totals.merge(line.counter().type(), line.counter(), Counter::plus));
    return totals;
  }

  private static MicroCredits cost(Collection<Counter> totals) {
    return totals.stream()
        .filter(total -> total.type() != UsageType.CREDIT_GRANT)
        .map(Counter::cost)
        .reduce(MicroCredits.ZERO, MicroCredits::plus);
  }

  private static JsonNode line(UsageBook.Line line) {
    var view = Json.object();
    if (!line.campaign().isEmpty()) {
      view.put("campaignId", line.campaign());
    }
    return counter(view, line.counter());
  }

  private static JsonNode counter(ObjectNode view, Counter counter) {
    view.put("type", counter.type().wire());
    view.put("events", counter.events());
    view.put("units", counter.units());
    return view.put("costMicroCredits", counter.cost().value());
  }
}
