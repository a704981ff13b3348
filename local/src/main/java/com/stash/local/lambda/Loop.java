package com.stash.local.lambda;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a step on a thread of its own until closed; closing waits for the step in hand. */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  Loop(String name, Runnable step) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> repeat(step));
  }

  void start() {
    thread.start();
  }

  boolean running() {
    return closing.getCount() > 0;
  }

  /** Asks the loop to end after the step in hand. */
  void stop() {
    closing.countDown();
  }

  /** Waits for the given time, or less when the loop is closed meanwhile. */
  void pause(Duration time) {
    try {
      closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(Runnable step) {
    while (running()) {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (running()) {
          LOG.warn("{} goes on after an error", Thread.currentThread().getName(), e);
          pause(AFTER_AN_ERROR);
        }
      }
    }
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
