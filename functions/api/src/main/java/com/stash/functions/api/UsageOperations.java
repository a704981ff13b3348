package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.store.Stores;
import com.stash.usage.Counter;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Usage: a month's sums, and the events they are sums of. */
final class UsageOperations {
  private final UsageBook usage;
  private final Clock clock;

  private UsageOperations(UsageBook usage, Clock clock) {
    this.usage = usage;
    this.clock = clock;
  }

  static Map<String, Operation> of(Stores stores, Clock clock) {
    var all = new UsageOperations(stores.usage(), clock);
    return Map.of("readUsage", all::read, "listUsageEvents", all::list);
  }

  private Answer read(Request request) {
    var asked = request.query().get("month");
    var month =
        asked == null
            ? YearMonth.from(clock.instant().atZone(ZoneOffset.UTC))
            : YearMonth.parse(asked.asText());
    var lines = usage.month(request.scope(), month);
    var totals = totals(lines);
    var view = Json.object().put("month", month.toString());
    view.put("balanceMicroCredits", usage.spending(request.scope()).balance().value());
    view.put("costMicroCredits", cost(totals.values()).value());
    var lineViews = view.putArray("lines");
    lines.forEach(line -> lineViews.add(line(line)));
    var totalViews = view.putArray("totals");
    totals.values().forEach(total -> totalViews.add(counter(Json.object(), total)));
    return Answer.of(view);
  }

  private Answer list(Request request) {
    return request.page(Keys.ID, page -> usage.list(request.scope(), page), UsageOperations::event);
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

  private static JsonNode event(UsageEvent event) {
    var view = Json.object();
    view.put("id", event.id());
    view.put("type", event.type().wire());
    view.put("cause", event.cause());
    if (!event.campaign().isEmpty()) {
      view.put("campaignId", event.campaign());
    }
    view.put("units", event.units());
    view.put("unit", event.unit());
    view.put("costMicroCredits", event.cost().value());
    if (!event.priceVersion().isEmpty()) {
      view.put("priceVersion", event.priceVersion());
    }
    return view.put("occurredAt", event.occurredAt().toString());
  }
}
