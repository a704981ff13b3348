package com.stash.campaigns;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Pauses, resumes and archives campaigns, and changes what they are called, take and keep. */
public final class ChangingCampaigns {
  private final Campaigns campaigns;
  private final Remembering memory;
  private final Clock clock;

  public ChangingCampaigns(
      Campaigns campaigns, Transactions transactions, Claims claims, Clock clock) {
    this.campaigns = campaigns;
    this.memory = new Remembering(transactions, claims);
    this.clock = clock;
  }

  /**
   * The campaign that is to be changed.
   *
   * @param version the one that was read
   * @param request by which a repeat is known
   */
  public record Target(CampaignId id, long version, @Nullable IdempotencyKey request) {}

  /** Brings the campaign to its next state. */
  public Outcome<Campaign> become(TenantScope scope, Target target, CampaignState next) {
    return apply(
        scope,
        target,
        (campaign, stamp) ->
            // A draft is activated by publishing it, which checks its pipeline.
            campaign.state() != CampaignState.DRAFT && campaign.state().mayBecome(next)
                ? Outcome.done(campaign.become(next, stamp))
                : Outcome.refused(Refusal.wrongState("The campaign", campaign.state())));
  }

  /** Changes the campaign by a function of the one there is; an archived one stays as it is. */
  public Outcome<Campaign> change(
      TenantScope scope, Target target, BiFunction<Campaign, Stamp, Campaign> change) {
    return apply(
        scope,
        target,
        (campaign, stamp) ->
            campaign.state() == CampaignState.ARCHIVED
                ? Outcome.refused(Refusal.wrongState("The campaign", campaign.state()))
                : Outcome.done(change.apply(campaign, stamp)));
  }

  private Outcome<Campaign> apply(
      TenantScope scope, Target target, BiFunction<Campaign, Stamp, Outcome<Campaign>> change) {
    var first =
        find(scope, target.id())
            .flatMap(
                campaign ->
                    campaign.version() == target.version()
                        ? change
                            .apply(campaign, scope.changed(campaign.stamp(), clock.instant()))
                            .flatMap(changed -> written(scope, target, changed))
                        : Outcome.refused(Refusal.stale()));
    return memory.orBefore(scope, target.request(), first, _ -> find(scope, target.id()));
  }

  private Outcome<Campaign> written(TenantScope scope, Target target, Campaign changed) {
    var verdict =
        memory.commit(
            scope,
            target.request(),
            target.id().value(),
            changed.stamp(),
            List.of(new Replace(changed)));
    return verdict instanceof Verdict.Committed
        ? Outcome.done(changed)
        : Outcome.refused(Refusal.stale());
  }

  private Outcome<Campaign> find(TenantScope scope, CampaignId id) {
    return campaigns
        .find(scope, id)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
