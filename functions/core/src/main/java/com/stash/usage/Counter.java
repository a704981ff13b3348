package com.stash.usage;

import com.stash.kernel.MicroCredits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A running sum of one type of usage events in one period. */
public record Counter(UsageType type, long events, long units, MicroCredits cost) {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'hour#'yyyy-MM-dd'T'HH").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("'day#'yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("'month#'yyyy-MM").withZone(ZoneOffset.UTC);

  public Counter plus(Counter other) {
    return new Counter(type, events + other.events, units + other.units, cost.plus(other.cost));
  }

  public static Counter of(UsageEvent event) {
    return new Counter(event.type(), 1, event.units(), event.cost());
  }

  /** Returns the periods an instant falls in, for example {@code hour#2026-11-24T05}; UTC. */
  public static List<String> periods(Instant time) {
    return List.of(HOUR.format(time), DAY.format(time), month(time));
  }

  /** Returns the month an instant falls in, for example {@code month#2026-11}; UTC. */
  public static String month(Instant time) {
    return MONTH.format(time);
  }
}
