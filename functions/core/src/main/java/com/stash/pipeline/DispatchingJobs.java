package com.stash.pipeline;

import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.kernel.RowChange;
import com.stash.pipeline.JobQueue.Delayed;
import com.stash.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads from the job table's stream which jobs are to be sent: a new version of a job that waits is
 * the only thing that enqueues.
 */
public final class DispatchingJobs {
  /** The longest delay a queue knows. */
  public static final Duration MOST_DELAY = Duration.ofMinutes(15);

  private final Clock clock;

  public DispatchingJobs(Clock clock) {
    this.clock = clock;
  }

  /** Returns the message a change asks for; empty when it asks for none. */
  public Optional<Delayed> message(RowChange change) {
    if (!change.after("state").equals(JobState.QUEUED.wire())) {
      return Optional.empty();
    }
    var message =
        new JobMessage(
            new TenantId(change.partition()),
            JobId.parse(change.key()),
            change.newImage().path("maxAttempts").asInt());
    var wait = Duration.between(clock.instant(), Instant.parse(change.after("nextAttemptAt")));
    return Optional.of(new Delayed(message, within(wait)));
  }

  private static Duration within(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MOST_DELAY) > 0 ? MOST_DELAY : wait;
  }
}
