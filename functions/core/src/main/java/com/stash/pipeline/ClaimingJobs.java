package com.stash.pipeline;

import com.stash.campaigns.Pipeline;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobState;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.TakeSlot;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;

/** Takes a job under a lease and, unless it has one already, one of its tenant's slots. */
final class ClaimingJobs {
  private final TenantDirectory tenants;
  private final Slots slots;
  private final Transactions transactions;
  private final Duration lease;
  private final Clock clock;

  ClaimingJobs(
      TenantDirectory tenants,
      Slots slots,
      Transactions transactions,
      Duration lease,
      Clock clock) {
    this.tenants = tenants;
    this.slots = slots;
    this.transactions = transactions;
    this.lease = lease;
    this.clock = clock;
  }

  /** What came of the try to begin a job. */
  sealed interface Claimed {
    record Begun(Run run) implements Claimed {}

    /** All slots are taken; who frees one sends the job again. */
    record PutOff() implements Claimed {}

    /** Somebody else was quicker. */
    record Lost() implements Claimed {}
  }

  /** Tries to begin a job, or to take it over from a runner whose lease is over. */
  Claimed claim(TenantScope scope, Job job, Document document, Pipeline pipeline, String owner) {
    var claimed = tryToClaim(scope, job, document, pipeline, owner);
    if (claimed instanceof Claimed.PutOff) {
      // Noted first and tried once more: a job that ends in between saw no one waiting.
      slots.putOff(scope);
      return tryToClaim(scope, job, document, pipeline, owner);
    }
    return claimed;
  }

  private Claimed tryToClaim(
      TenantScope scope, Job job, Document document, Pipeline pipeline, String owner) {
    var now = clock.instant();
    var claimed = job.claimed(owner, lease, scope.changed(job.stamp(), now));
    var begins = document.state() == DocumentState.QUEUED;
    var begun = begins ? document.processing(scope.changed(document.stamp(), now)) : document;
    var changes = new ArrayList<Change>();
    changes.add(new Replace(claimed));
    if (begins) {
      changes.add(new Replace(begun));
    }
    if (job.state() == JobState.QUEUED) {
      // One that takes over from a lost runner has its slot already.
      var tenant = tenants.find(scope.tenant()).orElseThrow();
      changes.add(new TakeSlot(tenant.limits().concurrentJobs()));
    }
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> new Claimed.Begun(new Run(scope, claimed, begun, pipeline));
      case Verdict.Clashed(TakeSlot _, var _) -> new Claimed.PutOff();
      case Verdict.Clashed _ -> new Claimed.Lost();
    };
  }
}
