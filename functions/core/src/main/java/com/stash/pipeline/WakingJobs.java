package com.stash.pipeline;

import com.stash.documents.Job;
import com.stash.documents.JobState;
import com.stash.documents.Jobs;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.util.Objects;

/**
 * Sends the oldest job that waits for a slot when another ends. A job that found no slot leaves the
 * queue without a write; the end of each job of a tenant that has such jobs touches one. Docs:
 * {@code docs/decisions/concurrent-jobs.md}.
 */
final class WakingJobs {
  private static final int LOOKED_AT = 100;

  private final Jobs jobs;
  private final Slots slots;
  private final Transactions transactions;
  private final Clock clock;

  WakingJobs(Jobs jobs, Slots slots, Transactions transactions, Clock clock) {
    this.jobs = jobs;
    this.slots = slots;
    this.transactions = transactions;
    this.clock = clock;
  }

  void wakeNext(TenantScope scope) {
    var seen = slots.putOffs(scope);
    if (seen == 0) {
      return;
    }
    var next =
        jobs.live(scope, LOOKED_AT).stream()
            .map(id -> jobs.find(scope, id).orElse(null))
            .filter(Objects::nonNull)
            .filter(this::waits)
            .findFirst();
    if (next.isEmpty()) {
      slots.settle(scope, seen);
      return;
    }
    var job = next.get();
    var touched = job.touched(scope.changed(job.stamp(), clock.instant()));
    // When somebody else was quicker the job is on its way already.
    transactions.commit(scope, new Replace(touched));
  }

  private boolean waits(Job job) {
    return job.state() == JobState.QUEUED && job.isFree(clock.instant());
  }
}
