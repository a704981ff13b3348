package com.stash.usage;

import com.stash.kernel.MicroCredits;
import com.stash.kernel.RowChange;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads from the tables' streams what was used. Each record is judged by itself, and the same
 * record gives the same events, so duplicated, late and reordered deliveries change nothing.
 */
public final class DerivingUsage {
  private static final Set<String> NOT_YET_COME = Set.of("", "awaiting_upload");
  private static final Set<String> NEVER_CAME = Set.of("", "awaiting_upload", "expired");

  private final Prices prices;

  public DerivingUsage(Prices prices) {
    this.prices = prices;
  }

  /** Returns the usage that a change is the cause of; empty for most. */
  public List<UsageEvent> events(TenantScope scope, RowChange change) {
    return switch (change.table()) {
      case "documents" -> arrival(scope, change);
      case "executions" -> execution(scope, change);
      case "credit-grants" -> grant(scope, change);
      default -> List.of();
    };
  }

  private List<UsageEvent> arrival(TenantScope scope, RowChange change) {
    var state = change.after("state");
    if (!NOT_YET_COME.contains(change.before("state")) || NEVER_CAME.contains(state)) {
      return List.of();
    }
    var events = new ArrayList<UsageEvent>();
    events.add(
        event(
            scope, change, UsageType.UPLOAD, 1, "document", prices.perUpload(), prices.version()));
    if (!state.equals("rejected")) {
      var bytes = change.newImage().path("arrived").path("sizeBytes").asLong();
      events.add(
          event(
              scope,
              change,
              UsageType.STORAGE,
              bytes,
              "byte",
              prices.ofStoring(bytes),
              prices.version()));
    }
    return events;
  }

  private static List<UsageEvent> execution(TenantScope scope, RowChange change) {
    if (change.before() != null || !change.after("state").equals("completed")) {
      return List.of();
    }
    var image = change.newImage();
    return List.of(
        event(
            scope,
            change,
            UsageType.PROCESSOR_EXECUTION,
            image.path("units").asLong(),
            image.path("unit").asText(),
            new MicroCredits(image.path("cost").asLong()),
            image.path("priceVersion").asText()));
  }

  private static List<UsageEvent> grant(TenantScope scope, RowChange change) {
    if (change.before() != null) {
      return List.of();
    }
    var amount = new MicroCredits(change.newImage().path("amount").asLong());
    var givenAt = Instant.parse(change.after("createdAt"));
    return List.of(UsageEvent.ofGrant(change.key(), amount, givenAt, scope.origin()));
  }

  private static UsageEvent event(
      TenantScope scope,
      RowChange change,
      UsageType type,
      long units,
      String unit,
      MicroCredits cost,
      String priceVersion) {
    var occurredAt = Instant.parse(change.after("updatedAt"));
    var campaign = change.key().substring(0, change.key().indexOf('#'));
    return UsageEvent.of(
        type,
        change.key(),
        units,
        unit,
        cost,
        priceVersion,
        campaign,
        occurredAt,
        Stamp.first(scope.origin(), occurredAt));
  }
}
