package com.stash.usage;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import com.stash.kernel.Stamp;
import java.time.Instant;

/**
 * One thing that was used, and what it cost. Its id comes from its time and cause, so a replay is
 * the same event; it is kept for ever, which is what stops double billing.
 *
 * @param cause what it was used for, for example an execution's key
 * @param units how many of the unit
 * @param campaign the campaign it belongs to; empty for none
 * @param cost negative for credits given
 */
public record UsageEvent(
    String id,
    UsageType type,
    String cause,
    long units,
    String unit,
    MicroCredits cost,
    String priceVersion,
    String campaign,
    Instant occurredAt,
    Stamp stamp)
    implements Entity {

  /** Returns the event of a cause. */
  public static UsageEvent of(
      UsageType type,
      String cause,
      long units,
      String unit,
      MicroCredits cost,
      String priceVersion,
      String campaign,
      Instant occurredAt,
      Stamp stamp) {
    var id = Ids.derived(occurredAt, "usage", type.wire(), cause);
    return new UsageEvent(
        id, type, cause, units, unit, cost, priceVersion, campaign, occurredAt, stamp);
  }

  /** Returns the event of credits given: at the time of the grant, at a negative cost. */
  public static UsageEvent ofGrant(
      String grant, MicroCredits amount, Instant givenAt, Origin origin) {
    return of(
        UsageType.CREDIT_GRANT,
        grant,
        amount.value(),
        "micro_credit",
        amount.negated(),
        "",
        "",
        givenAt,
        Stamp.first(origin, givenAt));
  }

  @Override
  public String key() {
    return id;
  }
}
