package com.stash.tenancy;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which a tenant is read-only: changes are refused with {@code Retry-After}.
 *
 * @param reason for the tenant's people, 1 to 200 characters
 */
public record Maintenance(Instant until, String reason) {
  public Maintenance {
    if (reason.isBlank() || reason.length() > 200) {
      throw new IllegalArgumentException("a reason for maintenance has 1 to 200 characters");
    }
  }

  /** Tells whether it is still going on. */
  public boolean holds(Instant now) {
    return now.isBefore(until);
  }

  /** Returns how long it still lasts. */
  public Duration left(Instant now) {
    return Duration.between(now, until);
  }
}
