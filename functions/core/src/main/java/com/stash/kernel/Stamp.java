package com.stash.kernel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What every item carries of its history.
 *
 * @param version starts at 1 and grows by one with each change; served as the {@code ETag}
 */
public record Stamp(long version, Instant createdAt, Instant updatedAt, Origin changedBy) {
  public Stamp {
    if (version < 1) {
      throw new IllegalArgumentException("a version starts at 1");
    }
  }

  /** Returns the stamp of a new item; times are cut to milliseconds. */
  public static Stamp first(Origin origin, Instant now) {
    var time = now.truncatedTo(ChronoUnit.MILLIS);
    return new Stamp(1, time, time, origin);
  }

  /** Returns the stamp of the item's next version. */
  public Stamp next(Origin origin, Instant now) {
    return new Stamp(version + 1, createdAt, now.truncatedTo(ChronoUnit.MILLIS), origin);
  }
}
