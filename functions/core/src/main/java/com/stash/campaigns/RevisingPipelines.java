package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;

/** Keeps new revisions of a campaign's pipeline, and publishes the newest. */
public final class RevisingPipelines {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final CheckingPipelines pipelines;
  private final Clock clock;

  public RevisingPipelines(
      Transactions transactions, Campaigns campaigns, CheckingPipelines pipelines, Clock clock) {
    this.transactions = transactions;
    this.campaigns = campaigns;
    this.pipelines = pipelines;
    this.clock = clock;
  }

  /** Keeps a checked pipeline as the campaign's next revision; jobs do not run it yet. */
  public Outcome<Campaign> revise(
      TenantScope scope, CampaignId id, long version, JsonNode pipeline) {
    return pipelines
        .check(pipeline)
        .flatMap(
            checked ->
                current(scope, id, version)
                    .flatMap(
                        campaign -> {
                          var stamp = scope.changed(campaign.stamp(), clock.instant());
                          var revised = campaign.revised(stamp);
                          var revision =
                              PipelineRevision.of(
                                  id,
                                  revised.latestRevision(),
                                  checked,
                                  scope.created(clock.instant()));
                          return committed(
                              transactions.commit(
                                  scope, new Replace(revised), new Create(revision)),
                              revised);
                        }));
  }

  /** Checks the newest revision again and lets new jobs run it; the campaign becomes active. */
  public Outcome<Campaign> publish(TenantScope scope, CampaignId id, long version) {
    return current(scope, id, version)
        .flatMap(
            campaign -> {
              if (campaign.state() == CampaignState.ARCHIVED) {
                return Outcome.refused(Refusal.wrongState("The campaign", campaign.state()));
              }
              var newest = campaigns.revision(scope, id, campaign.latestRevision()).orElseThrow();
              var published = campaign.publish(scope.changed(campaign.stamp(), clock.instant()));
              return pipelines
                  .check(newest.pipeline().toJson())
                  .flatMap(
                      _ ->
                          committed(transactions.commit(scope, new Replace(published)), published));
            });
  }

  private Outcome<Campaign> current(TenantScope scope, CampaignId id, long version) {
    return campaigns
        .find(scope, id)
        .map(
            campaign ->
                campaign.version() == version
                    ? Outcome.done(campaign)
                    : Outcome.<Campaign>refused(Refusal.stale()))
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private static Outcome<Campaign> committed(Verdict verdict, Campaign campaign) {
    return switch (verdict) {
      case Verdict.Committed() -> Outcome.done(campaign);
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }
}
