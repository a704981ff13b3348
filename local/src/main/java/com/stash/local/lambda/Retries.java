package com.stash.local.lambda;

import java.time.Duration;

/**
 * How often a record is tried again, and the pauses, which double from the first to the longest.
 */
public record Retries(int atMost, Duration firstPause, Duration longestPause) {
  public Retries {
    if (atMost < 0 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException("not a way to retry");
    }
  }

  /** Ten retries, the pauses from 0.1 to 10 seconds. */
  public static Retries standard() {
    return new Retries(10, Duration.ofMillis(100), Duration.ofSeconds(10));
  }

  /** Returns the pause after the n-th failure in a row, the first being 1. */
  Duration pause(int failures) {
    var pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
