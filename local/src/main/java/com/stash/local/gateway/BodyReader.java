package com.stash.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Reads request bodies, each within a time: a client that is too slow loses its connection. */
final class BodyReader implements AutoCloseable {
  private final ScheduledExecutorService alarms =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("gateway-read-timeout").factory());
  private final Duration atMost;

  BodyReader(Duration atMost) {
    this.atMost = atMost;
  }

  /** Returns the body's first bytes up to the limit; fails when they do not come in time. */
  byte[] read(InputStream body, int limit) throws IOException {
    var reader = Thread.currentThread();
    var alarm = alarms.schedule(reader::interrupt, atMost.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return body.readNBytes(limit);
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
