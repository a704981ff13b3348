package com.stash.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until something holds, and fails with the last reason when it does not in time. */
public final class Eventually {
  private Eventually() {}

  /** Runs the assertions until they pass, for at most twenty seconds. */
  public static void eventually(ThrowingRunnable assertions) throws Exception {
    eventually(Duration.ofSeconds(20), assertions);
  }

  /** Runs the assertions until they pass, for at most the given time. */
  public static void eventually(Duration atMost, ThrowingRunnable assertions) throws Exception {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      try {
        assertions.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /** Assertions that may throw anything. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    void run() throws Exception;
  }
}
