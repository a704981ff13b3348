package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps new revisions of a campaign's pipeline, and publishes the newest. */
public final class RevisingPipelines {
  private final Campaigns campaigns;
  private final AcceptingPipelines pipelines;
  private final Remembering memory;
  private final Clock clock;

  public RevisingPipelines(
      Transactions transactions,
      Claims claims,
      Campaigns campaigns,
      AcceptingPipelines pipelines,
      Clock clock) {
    this.memory = new Remembering(transactions, claims);
    this.campaigns = campaigns;
    this.pipelines = pipelines;
    this.clock = clock;
  }

  /** Keeps a checked pipeline as the campaign's next revision; jobs do not run it yet. */
  public Outcome<Campaign> revise(
      TenantScope scope,
      CampaignId id,
      long version,
      JsonNode pipeline,
      @Nullable IdempotencyKey idempotency) {
    var revised = revised(scope, id, version, pipeline, idempotency);
    return memory.orBefore(scope, idempotency, revised, _ -> find(scope, id));
  }

  private Outcome<Campaign> revised(
      TenantScope scope,
      CampaignId id,
      long version,
      JsonNode pipeline,
      @Nullable IdempotencyKey idempotency) {
    return pipelines
        .accept(scope, id, pipeline)
        .flatMap(
            checked ->
                find(scope, id)
                    .flatMap(
                        campaign -> {
                          if (campaign.state() == CampaignState.ARCHIVED) {
                            return Outcome.refused(
                                Refusal.wrongState("The campaign", campaign.state()));
                          }
                          var revised = campaign.revised(changed(scope, campaign, version));
                          var revision =
                              PipelineRevision.of(
                                  id,
                                  revised.latestRevision(),
                                  checked,
                                  scope.created(clock.instant()));
                          return commit(
                              scope,
                              revised,
                              List.of(new Replace(revised), new Create(revision)),
                              idempotency);
                        }));
  }

  /** Checks the newest revision again and lets new jobs run it; the campaign becomes active. */
  public Outcome<Campaign> publish(
      TenantScope scope, CampaignId id, long version, @Nullable IdempotencyKey idempotency) {
    var published = published(scope, id, version, idempotency);
    return memory.orBefore(scope, idempotency, published, _ -> find(scope, id));
  }

  private Outcome<Campaign> published(
      TenantScope scope, CampaignId id, long version, @Nullable IdempotencyKey idempotency) {
    return find(scope, id)
        .flatMap(
            campaign -> {
              if (campaign.state() == CampaignState.ARCHIVED) {
                return Outcome.refused(Refusal.wrongState("The campaign", campaign.state()));
              }
              var newest = campaigns.revision(scope, id, campaign.latestRevision()).orElseThrow();
              var published = campaign.publish(changed(scope, campaign, version));
              return pipelines
                  .accept(scope, id, newest.pipeline().toJson())
                  .flatMap(
                      _ -> commit(scope, published, List.of(new Replace(published)), idempotency));
            });
  }

  private Outcome<Campaign> find(TenantScope scope, CampaignId id) {
    return campaigns
        .find(scope, id)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  /** Returns the stamp after the version the client knows; another one clashes when written. */
  private Stamp changed(TenantScope scope, Campaign campaign, long version) {
    var known = campaign.stamp();
    var before = new Stamp(version, known.createdAt(), known.updatedAt(), known.changedBy());
    return scope.changed(before, clock.instant());
  }

  private Outcome<Campaign> commit(
      TenantScope scope,
      Campaign campaign,
      List<Change> effect,
      @Nullable IdempotencyKey idempotency) {
    var owner = campaign.id().value();
    return memory.commit(scope, idempotency, owner, campaign.stamp(), effect)
            instanceof Verdict.Committed
        ? Outcome.done(campaign)
        : Outcome.refused(Refusal.stale());
  }
}
