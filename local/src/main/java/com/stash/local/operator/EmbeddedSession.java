package com.stash.local.operator;

import com.stash.local.LogFile;
import com.stash.local.aws.CannotStart;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;

/** The embedded services over a data folder that no server holds, for one command. */
final class EmbeddedSession implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int STILL = 3;

  private final LocalCloud cloud;
  private final Session session;
  private final Clock clock;

  private EmbeddedSession(LocalCloud cloud, Session session, Clock clock) {
    this.cloud = cloud;
    this.session = session;
    this.clock = clock;
  }

  static EmbeddedSession open(Path data, String input) {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var cloud = LocalCloud.start(LocalSettings.onDisk(data), clock, LogFile.open(data, clock));
    return new EmbeddedSession(
        cloud, new Session(cloud.backend(), cloud, Path.of("").toAbsolutePath(), input), clock);
  }

  Session session() {
    return session;
  }

  /** Lets the streams take in what the command wrote, then stops. */
  @Override
  public void close() {
    try (cloud) {
      settle(clock.instant().plus(PATIENCE));
    }
  }

  private void settle(Instant until) {
    for (int still = 0; still < STILL; still = cloud.recorded() ? still + 1 : 0) {
      if (clock.instant().isAfter(until)) {
        throw new CannotStart(
            "It is done, but its audit entries are not all written: ./stash up writes them.");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
