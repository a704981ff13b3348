package com.stash.pipeline;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Campaigns;
import com.stash.documents.Admission;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Documents;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.documents.Jobs;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.pipeline.ChangingDocuments.Effect;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.util.List;

/**
 * Processes documents again: with a new job on the campaign's active revision, or with the job that
 * failed, which keeps its revision and the outputs of the steps that succeeded.
 */
public final class ReprocessingDocuments {
  private final ChangingDocuments changing;
  private final Campaigns campaigns;
  private final Jobs jobs;
  private final Executions executions;
  private final Admission admission;
  private final Ids ids;
  private final Clock clock;

  public ReprocessingDocuments(
      Campaigns campaigns,
      Documents documents,
      Jobs jobs,
      Executions executions,
      Admission admission,
      Transactions transactions,
      Claims claims,
      Ids ids,
      Clock clock) {
    this.changing = new ChangingDocuments(documents, transactions, claims);
    this.campaigns = campaigns;
    this.jobs = jobs;
    this.executions = executions;
    this.admission = admission;
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a new job for a document whose last one is over. */
  public Outcome<Document> reprocess(TenantScope scope, DocumentTarget target) {
    return changing.change(
        scope,
        target,
        document ->
            ready(scope, document)
                .map(
                    campaign -> {
                      var job = job(scope, document, campaign);
                      var after =
                          document.queued(
                              job.id(), scope.changed(document.stamp(), clock.instant()));
                      return new Effect(after, List.of(new Replace(after), new Create(job)));
                    }));
  }

  /** Lets the job of a failed document try again, as often as a new one. */
  public Outcome<Document> retry(TenantScope scope, DocumentTarget target) {
    return changing.change(
        scope, target, document -> ready(scope, document).flatMap(_ -> retried(scope, document)));
  }

  private Outcome<Effect> retried(TenantScope scope, Document document) {
    var current = document.currentJob();
    var job = current == null ? null : jobs.find(scope, current).orElseThrow();
    if (document.state() != DocumentState.FAILED || job == null || job.state() != JobState.FAILED) {
      return Outcome.refused(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              "no_failed_job",
              "The document's last job did not fail. Reprocess the document instead."));
    }
    var now = clock.instant();
    var again = job.retried(scope.changed(job.stamp(), now));
    var counted = Execution.totals(executions.of(scope, job.id()));
    var after = document.queued(job.id(), scope.changed(document.stamp(), now)).without(counted);
    return Outcome.done(new Effect(after, List.of(new Replace(after), new Replace(again))));
  }

  /** Returns the campaign of a document that may be processed again now. */
  private Outcome<Campaign> ready(TenantScope scope, Document document) {
    if (!document.state().mayBecome(DocumentState.QUEUED)
        || document.state() == DocumentState.RECEIVED) {
      return Outcome.refused(Refusal.wrongState("The document", document.state()));
    }
    var campaign = campaigns.find(scope, document.id().campaign()).orElseThrow();
    if (campaign.state() != CampaignState.ACTIVE) {
      return Outcome.refused(Refusal.wrongState("The campaign", campaign.state()));
    }
    return admission
        .workRefusal(scope)
        .<Outcome<Campaign>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(campaign));
  }

  private Job job(TenantScope scope, Document document, Campaign campaign) {
    var steps =
        campaigns
            .revision(scope, campaign.id(), campaign.activeRevision())
            .orElseThrow()
            .pipeline()
            .steps()
            .size();
    return Job.queued(
        new JobId(document.id(), ids.ulid()),
        ids.uuid(),
        campaign.activeRevision(),
        Job.Trigger.REPROCESS,
        steps,
        scope.created(clock.instant()));
  }
}
