package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates a campaign, its slug's claim and its first pipeline revision in one transaction. */
public final class CreatingCampaigns {
  private final Remembering memory;
  private final Campaigns campaigns;
  private final AcceptingPipelines pipelines;
  private final Ids ids;
  private final Clock clock;

  public CreatingCampaigns(
      Transactions transactions,
      Claims claims,
      Campaigns campaigns,
      AcceptingPipelines pipelines,
      Ids ids,
      Clock clock) {
    this.memory = new Remembering(transactions, claims);
    this.campaigns = campaigns;
    this.pipelines = pipelines;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a client asks for. */
  public record Wish(
      Slug slug,
      String name,
      String description,
      Campaign.Type type,
      CampaignSettings settings,
      List<String> checklist,
      JsonNode pipeline) {}

  /** Returns the new campaign, or the one that the same request made before. */
  public Outcome<Campaign> create(
      TenantScope scope, Wish wish, @Nullable IdempotencyKey idempotency) {
    var first =
        pipelines
            .accept(scope, null, wish.pipeline())
            .flatMap(pipeline -> create(scope, wish, pipeline, idempotency));
    return memory.orBefore(
        scope,
        idempotency,
        first,
        id -> Outcome.done(campaigns.find(scope, new CampaignId(id)).orElseThrow()));
  }

  private Outcome<Campaign> create(
      TenantScope scope, Wish wish, Pipeline pipeline, @Nullable IdempotencyKey idempotency) {
    var stamp = scope.created(clock.instant());
    var id = new CampaignId(ids.ulid());
    var campaign =
        new Campaign(
            id,
            wish.slug(),
            wish.name(),
            wish.description(),
            wish.type(),
            CampaignState.DRAFT,
            wish.settings(),
            wish.checklist(),
            1,
            0,
            stamp);
    var creation =
        List.<Change>of(
            new Create(campaign),
            new Create(PipelineRevision.of(id, 1, pipeline, stamp)),
            new Create(new Claim("slug#" + wish.slug(), id.value(), null, null, stamp)));
    return memory.commit(scope, idempotency, id.value(), stamp, creation)
            instanceof Verdict.Committed
        ? Outcome.done(campaign)
        : Outcome.refused(
            new Refusal(
                Refusal.Kind.CONFLICT,
                "slug_taken",
                "Another campaign has the slug " + wish.slug() + ". Choose another one.",
                "/slug"));
  }
}
