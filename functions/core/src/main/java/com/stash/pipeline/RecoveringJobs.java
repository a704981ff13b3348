package com.stash.pipeline;

import com.stash.documents.Documents;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobState;
import com.stash.documents.Jobs;
import com.stash.documents.Reason;
import com.stash.kernel.ErrorClass;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.FreeSlot;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Mends what a lost runner or a lost message leaves behind, and gives up what the queue gave up.
 */
public final class RecoveringJobs {
  private static final int AT_ONCE = 100;
  private static final int ALL = 5_000;

  private final Documents documents;
  private final Jobs jobs;
  private final Executions executions;
  private final Transactions transactions;
  private final Duration patience;
  private final Clock clock;

  /** {@code patience} is how long a waiting job's message may be on its way. */
  public RecoveringJobs(
      Documents documents,
      Jobs jobs,
      Executions executions,
      Transactions transactions,
      Duration patience,
      Clock clock) {
    this.documents = documents;
    this.jobs = jobs;
    this.executions = executions;
    this.transactions = transactions;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Puts jobs back whose lease is over, and touches jobs that wait longer than the patience, so
   * that the stream sends them again. Looks at the 100 oldest live jobs and returns how many it
   * mended.
   */
  public int recover(TenantScope scope) {
    int mended = 0;
    for (var id : jobs.live(scope, AT_ONCE)) {
      var job = jobs.find(scope, id).orElse(null);
      if (job != null && isStuck(job)) {
        if (transactions.commit(scope, mending(scope, job)) instanceof Verdict.Committed) {
          mended++;
        }
      }
    }
    return mended;
  }

  /**
   * Puts back every job that runs and touches every job that waits, for when it is known that no
   * runner is alive and no message is left. Returns how many that were.
   */
  public int restart(TenantScope scope) {
    int mended = 0;
    for (var id : jobs.live(scope, ALL)) {
      var job = jobs.find(scope, id).orElse(null);
      if (job != null && job.state().isLive()) {
        if (transactions.commit(scope, mending(scope, job)) instanceof Verdict.Committed) {
          mended++;
        }
      }
    }
    return mended;
  }

  /**
   * Touches every job that waits, so that the stream sends it again: the tenant goes on, and the
   * messages of its jobs are gone.
   */
  public void sendAgain(TenantScope scope) {
    for (var id : jobs.live(scope, ALL)) {
      jobs.find(scope, id)
          .filter(job -> job.state() == JobState.QUEUED)
          .ifPresent(job -> transactions.commit(scope, new Replace(mended(scope, job))));
    }
  }

  /** Ends a live job that was received too often and its document. */
  public void giveUp(TenantScope scope, Job job, String code, String message) {
    var now = clock.instant();
    var document = documents.find(scope, job.id().document()).orElseThrow();
    var error = new JobError("job", code, ErrorClass.TRANSIENT, message, job.attempt(), now);
    var used = Execution.totals(executions.of(scope, job.id()));
    var changes = new ArrayList<Change>();
    if (job.state() == JobState.RUNNING) {
      changes.add(new FreeSlot());
    }
    changes.add(new Replace(job.failed(error, job.stepsDone(), scope.changed(job.stamp(), now))));
    changes.add(
        new Replace(
            document.failed(
                new Reason(code, message), used, scope.changed(document.stamp(), now))));
    transactions.commit(scope, changes);
  }

  private boolean isStuck(Job job) {
    var now = clock.instant();
    return switch (job.state()) {
      case RUNNING -> job.isFree(now);
      case QUEUED ->
          !now.isBefore(job.nextAttemptAt().plus(patience))
              && !now.isBefore(job.stamp().updatedAt().plus(patience));
      case COMPLETED, FAILED, CANCELLED -> false;
    };
  }

  private List<Change> mending(TenantScope scope, Job job) {
    var mended = new Replace(mended(scope, job));
    return job.state() == JobState.RUNNING ? List.of(new FreeSlot(), mended) : List.of(mended);
  }

  private Job mended(TenantScope scope, Job job) {
    var now = clock.instant();
    var stamp = scope.changed(job.stamp(), now);
    if (job.state() == JobState.QUEUED) {
      return job.touched(stamp);
    }
    var error =
        new JobError(
            "job",
            "runner_lost",
            ErrorClass.TRANSIENT,
            "The runner did not end the job within its lease.",
            job.attempt(),
            now);
    return job.requeued(error, job.stepsDone(), now, stamp);
  }
}
