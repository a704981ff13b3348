package com.stash.documents;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run of a document through a revision of its campaign's pipeline, with its attempts.
 *
 * @param uuid the public reference
 * @param revision the pipeline revision it runs, pinned when it was made
 * @param attempt how often it was begun, from 0
 * @param nextAttemptAt not before this time
 * @param errors the last 20, oldest first
 */
public record Job(
    JobId id,
    UUID uuid,
    int revision,
    Trigger trigger,
    JobState state,
    int attempt,
    int maxAttempts,
    Instant nextAttemptAt,
    List<JobError> errors,
    @Nullable Lease lease,
    int stepsDone,
    int stepsTotal,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Stamp stamp)
    implements Entity {
  public static final int MAX_ATTEMPTS = 3;
  private static final int KEPT_ERRORS = 20;

  public Job {
    errors = List.copyOf(errors);
  }

  /** What caused a job. */
  public enum Trigger {
    UPLOAD,
    API,
    REPROCESS,
    RETRY;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Trigger parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** Returns a job that waits for its first attempt. */
  public static Job queued(
      JobId id, UUID uuid, int revision, Trigger trigger, int stepsTotal, Stamp stamp) {
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        JobState.QUEUED,
        0,
        MAX_ATTEMPTS,
        stamp.createdAt(),
        List.of(),
        null,
        0,
        stepsTotal,
        null,
        null,
        stamp);
  }

  /** Tells whether a runner may begin or take over now. */
  public boolean isFree(Instant now) {
    return switch (state) {
      case QUEUED -> !now.isBefore(nextAttemptAt);
      case RUNNING -> lease == null || !now.isBefore(lease.expiresAt());
      case COMPLETED, FAILED, CANCELLED -> false;
    };
  }

  /** A runner begins the next attempt, or takes over from one whose lease is over. */
  public Job claimed(String owner, Duration length, Stamp changed) {
    var begins = state == JobState.RUNNING ? state : state.become(JobState.RUNNING);
    var now = changed.updatedAt();
    var fence = lease == null ? 1 : lease.fence() + 1;
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        begins,
        attempt + 1,
        maxAttempts,
        nextAttemptAt,
        errors,
        new Lease(owner, now.plus(length), fence),
        stepsDone,
        stepsTotal,
        startedAt == null ? now : startedAt,
        null,
        changed);
  }

  /** All steps are over. */
  public Job completed(int done, Stamp changed) {
    return ended(JobState.COMPLETED, errors, done, changed);
  }

  /** It cannot be done. */
  public Job failed(JobError error, int done, Stamp changed) {
    return ended(JobState.FAILED, with(error), done, changed);
  }

  /** It is no longer wanted. */
  public Job cancelled(Stamp changed) {
    return ended(JobState.CANCELLED, errors, stepsDone, changed);
  }

  /** A person lets it try again, as often as a new one. */
  public Job retried(Stamp changed) {
    return new Job(
        id,
        uuid,
        revision,
        Trigger.RETRY,
        state.become(JobState.QUEUED),
        attempt,
        attempt + MAX_ATTEMPTS,
        changed.updatedAt(),
        errors,
        lease,
        stepsDone,
        stepsTotal,
        startedAt,
        null,
        changed);
  }

  /** It will be tried again later. */
  public Job requeued(JobError error, int done, Instant next, Stamp changed) {
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        state.become(JobState.QUEUED),
        attempt,
        maxAttempts,
        next,
        with(error),
        released(),
        done,
        stepsTotal,
        startedAt,
        null,
        changed);
  }

  /** It stops between two steps, since its tenant does not work now; the attempt is given back. */
  public Job putBack(int done, Stamp changed) {
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        state.become(JobState.QUEUED),
        attempt,
        maxAttempts + 1,
        changed.updatedAt(),
        errors,
        released(),
        done,
        stepsTotal,
        startedAt,
        null,
        changed);
  }

  /** Nothing has changed but that it should be looked at again: its message may be lost. */
  public Job touched(Stamp changed) {
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        state,
        attempt,
        maxAttempts,
        nextAttemptAt,
        errors,
        lease,
        stepsDone,
        stepsTotal,
        startedAt,
        finishedAt,
        changed);
  }

  @Override
  public String key() {
    return id.key();
  }

  private Job ended(JobState end, List<JobError> errors, int done, Stamp changed) {
    return new Job(
        id,
        uuid,
        revision,
        trigger,
        state.become(end),
        attempt,
        maxAttempts,
        nextAttemptAt,
        errors,
        released(),
        done,
        stepsTotal,
        startedAt,
        changed.updatedAt(),
        changed);
  }

  private @Nullable Lease released() {
    return lease == null ? null : new Lease(lease.owner(), stamp.updatedAt(), lease.fence());
  }

  private List<JobError> with(JobError error) {
    return Stream.concat(errors.stream(), Stream.of(error))
        .skip(Math.max(0, errors.size() + 1 - KEPT_ERRORS))
        .toList();
  }
}
