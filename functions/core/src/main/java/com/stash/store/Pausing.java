package com.stash.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Waits a little before a transaction that met another one is tried again. */
record Pausing(RandomGenerator random) {
  private static final Duration FIRST = Duration.ofMillis(5);
  private static final int MOST_DOUBLINGS = 6;

  /** Waits after an attempt, counted from 1; longer after each, by chance up to twice as long. */
  void pause(int attempt) {
    var least = FIRST.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS)).toNanos();
    LockSupport.parkNanos(random.nextLong(least, 2 * least));
  }
}
