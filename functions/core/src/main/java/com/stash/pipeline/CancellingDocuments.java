package com.stash.pipeline;

import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Documents;
import com.stash.documents.Job;
import com.stash.documents.JobState;
import com.stash.documents.Jobs;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.pipeline.ChangingDocuments.Effect;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.FreeSlot;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.List;

/**
 * Stops what is done with a document. A runner that works on it loses its claim with the same
 * write: it records nothing more, and the step it was in is not charged.
 */
public final class CancellingDocuments {
  private static final Reason WHY = new Reason("cancelled", "It was cancelled on request.");

  private final ChangingDocuments changing;
  private final Jobs jobs;
  private final Executions executions;
  private final Transactions transactions;
  private final WakingJobs waking;
  private final Clock clock;

  public CancellingDocuments(
      Documents documents,
      Jobs jobs,
      Executions executions,
      Slots slots,
      Transactions transactions,
      Claims claims,
      Clock clock) {
    this.changing = new ChangingDocuments(documents, transactions, claims);
    this.jobs = jobs;
    this.executions = executions;
    this.transactions = transactions;
    this.waking = new WakingJobs(jobs, slots, transactions, clock);
    this.clock = clock;
  }

  /** Cancels the document and its job; refused when there is nothing left to stop. */
  public Outcome<Document> cancel(TenantScope scope, DocumentTarget target) {
    return changing.change(scope, target, document -> effect(scope, document));
  }

  private Outcome<Effect> effect(TenantScope scope, Document document) {
    if (!document.state().mayBecome(DocumentState.CANCELLED)) {
      return Outcome.refused(Refusal.wrongState("The document", document.state()));
    }
    var current = document.currentJob();
    var job = current == null ? null : jobs.find(scope, current).orElseThrow();
    if (job == null || !job.state().isLive()) {
      var after = document.cancelled(WHY, Totals.NONE, changed(scope, document.stamp()));
      return Outcome.done(new Effect(after, List.of(new Replace(after))));
    }
    var used = used(scope, job);
    var after = document.cancelled(WHY, used, changed(scope, document.stamp()));
    var stopped = new Replace(job.cancelled(changed(scope, job.stamp())));
    return Outcome.done(
        job.state() == JobState.RUNNING
            ? new Effect(
                after,
                List.of(new FreeSlot(), stopped, new Replace(after)),
                done -> settled(scope, job, used, done))
            : new Effect(after, List.of(stopped, new Replace(after))));
  }

  /**
   * Counts what the runner recorded between the reading of the executions and the end of its claim,
   * and lets the next job have the slot.
   */
  private Document settled(TenantScope scope, Job job, Totals counted, Document cancelled) {
    var after = recounted(scope, job, counted, cancelled);
    waking.wakeNext(Gate.bySystem(scope, "waking"));
    return after;
  }

  private Document recounted(TenantScope scope, Job job, Totals counted, Document cancelled) {
    var used = used(scope, job);
    if (used.equals(counted)) {
      return cancelled;
    }
    var recounted = cancelled.used(used.minus(counted), changed(scope, cancelled.stamp()));
    var verdict = transactions.commit(scope, new Replace(recounted));
    return verdict instanceof Verdict.Committed ? recounted : cancelled;
  }

  private Totals used(TenantScope scope, Job job) {
    return Execution.totals(executions.of(scope, job.id()));
  }

  private Stamp changed(TenantScope scope, Stamp before) {
    return scope.changed(before, clock.instant());
  }
}
