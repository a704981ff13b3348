package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.store.Stores;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import java.time.Clock;
import java.util.Map;

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
    var month = UsageViews.month(request.sent(), clock);
    return Answer.of(
        UsageViews.month(
            month, usage.spending(request.scope()), usage.month(request.scope(), month)));
  }

  private Answer list(Request request) {
    return request.page(Keys.ID, page -> usage.list(request.scope(), page), UsageOperations::event);
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
