package com.stash.documents;

import static com.stash.testing.Sample.JOB;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.ErrorClass;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobTest {
  private static final Duration LEASE = Duration.ofMinutes(15);
  private final Job queued = Job.queued(JOB, new UUID(1, 2), 4, Job.Trigger.API, 3, stamp());

  @Test
  void a_new_job_waits_and_is_due_at_once() {
    assertThat(queued.state()).isEqualTo(JobState.QUEUED);
    assertThat(queued.attempt()).isZero();
    assertThat(queued.maxAttempts()).isEqualTo(3);
    assertThat(queued.nextAttemptAt()).isEqualTo(NOON);
    assertThat(queued.lease()).isNull();
    assertThat(queued.stepsTotal()).isEqualTo(3);
    assertThat(queued.key()).isEqualTo(JOB.key());
    assertThat(queued.isFree(NOON)).isTrue();
    assertThat(queued.isFree(NOON.minusMillis(1))).isFalse();
  }

  @Test
  void a_claim_starts_it_under_a_lease() {
    var claimed = queued.claimed("a", LEASE, later(stamp(), 10));
    var now = NOON.plusSeconds(10);
    assertThat(claimed.state()).isEqualTo(JobState.RUNNING);
    assertThat(claimed.attempt()).isEqualTo(1);
    assertThat(claimed.lease()).isEqualTo(new Lease("a", now.plus(LEASE), 1));
    assertThat(claimed.startedAt()).isEqualTo(now);
    assertThat(claimed.finishedAt()).isNull();
    assertThat(claimed.version()).isEqualTo(2);
    assertThat(claimed.isFree(now.plus(LEASE).minusMillis(1))).isFalse();
    assertThat(claimed.isFree(now.plus(LEASE))).isTrue();
  }

  @Test
  void a_takeover_counts_as_an_attempt_and_raises_the_fence() {
    var first = queued.claimed("a", LEASE, later(stamp(), 1));
    var second = first.claimed("b", LEASE, later(first.stamp(), 1_000));
    assertThat(second.state()).isEqualTo(JobState.RUNNING);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.lease()).isEqualTo(new Lease("b", second.stamp().updatedAt().plus(LEASE), 2));
    assertThat(second.startedAt()).isEqualTo(first.startedAt());
  }

  @Test
  void a_requeued_job_gives_its_lease_back_and_waits_until_its_time() {
    var running = queued.claimed("a", LEASE, later(stamp(), 1));
    var next = NOON.plusSeconds(60);
    var again = running.requeued(error(1), 2, next, later(running.stamp(), 1));
    assertThat(again.state()).isEqualTo(JobState.QUEUED);
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.nextAttemptAt()).isEqualTo(next);
    assertThat(again.stepsDone()).isEqualTo(2);
    assertThat(again.errors()).containsExactly(error(1));
    assertThat(again.isFree(next.minusMillis(1))).isFalse();
    assertThat(again.isFree(next)).isTrue();
    var third = again.claimed("c", LEASE, later(again.stamp(), 60));
    assertThat(third.lease()).isNotNull().extracting(Lease::fence).isEqualTo(2L);
    assertThat(third.attempt()).isEqualTo(2);
  }

  @Test
  void the_last_twenty_errors_are_kept() {
    var job = queued;
    for (int i = 1; i <= 25; i++) {
      job = job.claimed("a", LEASE, later(job.stamp(), 1));
      job = job.requeued(error(i), 0, NOON, later(job.stamp(), 1));
    }
    assertThat(job.errors()).hasSize(20);
    assertThat(job.errors().getFirst()).isEqualTo(error(6));
    assertThat(job.errors().getLast()).isEqualTo(error(25));
    assertThat(job.attempt()).isEqualTo(25);
  }

  @Test
  void a_completed_job_has_ended_and_is_never_free() {
    var running = queued.claimed("a", LEASE, later(stamp(), 1));
    var completed = running.completed(3, later(running.stamp(), 5));
    assertThat(completed.state()).isEqualTo(JobState.COMPLETED);
    assertThat(completed.stepsDone()).isEqualTo(3);
    assertThat(completed.finishedAt()).isEqualTo(completed.stamp().updatedAt());
    assertThat(completed.lease()).isEqualTo(new Lease("a", running.stamp().updatedAt(), 1));
    assertThat(completed.isFree(NOON.plus(Duration.ofDays(9)))).isFalse();
  }

  @Test
  void a_failed_job_says_why_and_is_never_free() {
    var running = queued.claimed("a", LEASE, later(stamp(), 1));
    var failed = running.failed(error(1), 1, later(running.stamp(), 5));
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.errors()).containsExactly(error(1));
    assertThat(failed.stepsDone()).isEqualTo(1);
    assertThat(failed.isFree(NOON.plus(Duration.ofDays(9)))).isFalse();
    assertThat(failed.finishedAt()).isEqualTo(failed.stamp().updatedAt());
  }

  @Test
  void a_job_that_waits_can_be_given_up() {
    var failed = queued.failed(error(0), 0, later(stamp(), 1));
    assertThat(failed.state()).isEqualTo(JobState.FAILED);
    assertThat(failed.lease()).isNull();
    assertThat(failed.startedAt()).isNull();
  }

  @Test
  void a_touched_job_changes_its_version_only() {
    var touched = queued.touched(later(stamp(), 1));
    assertThat(touched.version()).isEqualTo(2);
    assertThat(touched).usingRecursiveComparison().ignoringFields("stamp").isEqualTo(queued);
  }

  @Test
  void a_job_that_ended_is_not_run_or_ended_again() {
    var running = queued.claimed("a", LEASE, later(stamp(), 1));
    var completed = running.completed(3, later(running.stamp(), 5));
    var next = later(completed.stamp(), 1);
    assertThatThrownBy(() -> completed.claimed("b", LEASE, next))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> completed.failed(error(1), 3, next))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> completed.requeued(error(1), 3, NOON, next))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> queued.completed(3, next)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void only_waiting_and_running_jobs_live() {
    assertThat(JobState.values())
        .filteredOn(JobState::isLive)
        .containsExactly(JobState.QUEUED, JobState.RUNNING);
    assertThat(Job.Trigger.parse("reprocess")).isEqualTo(Job.Trigger.REPROCESS);
    assertThat(Job.Trigger.RETRY.wire()).isEqualTo("retry");
  }

  private static JobError error(int attempt) {
    return new JobError("step", "code", ErrorClass.TRANSIENT, "Message.", attempt, NOON);
  }
}
