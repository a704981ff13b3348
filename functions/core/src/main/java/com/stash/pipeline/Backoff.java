package com.stash.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from a first pause, half of it by chance, at
 * most 10 minutes.
 */
public record Backoff(Duration first, RandomGenerator random) {
  private static final Duration MOST = Duration.ofMinutes(10);

  /** Returns the pause after an attempt, counted from 1, and not below a least one. */
  public Duration after(int attempt, Duration least) {
    var doubled = first.multipliedBy(1L << Math.min(attempt - 1, 16));
    var full = doubled.compareTo(MOST) > 0 ? MOST : doubled;
    var half = full.dividedBy(2);
    var jittered = half.plusMillis(random.nextLong(half.toMillis() + 1));
    return jittered.compareTo(least) < 0 ? least : jittered;
  }
}
