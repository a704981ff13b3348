package com.stash.local.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to the listener until it takes them, a few at a time, with pauses that double up
 * to 30 seconds. Events wait while nobody listens.
 */
final class Notifications implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final int AT_A_TIME = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private record Delivery(ObjectCreated event, Runnable delivered, Duration pause) {
    Delivery later() {
      var longer = pause.multipliedBy(2);
      return new Delivery(
          event, delivered, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer);
    }
  }

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          AT_A_TIME, Thread.ofPlatform().daemon().name("notification-", 0).factory());
  private final AtomicInteger undelivered = new AtomicInteger();
  private final List<Delivery> waiting = new ArrayList<>();
  private @Nullable ObjectCreatedListener listener;

  Notifications() {
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  synchronized void listen(ObjectCreatedListener newListener) {
    listener = newListener;
    waiting.forEach(delivery -> schedule(delivery, Duration.ZERO));
    waiting.clear();
  }

  /** Accepts an event; once it is delivered, {@code delivered} runs. */
  synchronized void accept(ObjectCreated event, Runnable delivered) {
    undelivered.incrementAndGet();
    var delivery = new Delivery(event, delivered, FIRST_PAUSE);
    if (listener == null) {
      waiting.add(delivery);
    } else {
      schedule(delivery, Duration.ZERO);
    }
  }

  boolean idle() {
    return undelivered.get() == 0;
  }

  private void schedule(Delivery delivery, Duration pause) {
    try {
      var _ = threads.schedule(() -> deliver(delivery), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("event of {} waits for the next start", delivery.event().key());
    }
  }

  @SuppressWarnings("InterruptedExceptionSwallowed") // an interrupted delivery keeps its marker
  private void deliver(Delivery delivery) {
    try {
      listener().deliver(delivery.event());
      delivery.delivered().run();
      undelivered.decrementAndGet();
    } catch (Exception e) {
      LOG.warn("event of {} not taken, will be delivered again", delivery.event().key(), e);
      schedule(delivery.later(), delivery.pause());
    }
  }

  private synchronized ObjectCreatedListener listener() {
    if (listener == null) {
      throw new IllegalStateException("nobody listens");
    }
    return listener;
  }

  /** Stops; what was not delivered keeps its marker. A delivery in hand may finish. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
