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
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates a campaign, its slug's claim and its first pipeline revision in one transaction. */
public final class CreatingCampaigns {
  private final Transactions transactions;
  private final Campaigns campaigns;
  private final AcceptingPipelines pipelines;
  private final Ids ids;
  private final Clock clock;

  public CreatingCampaigns(
      Transactions transactions,
      Campaigns campaigns,
      AcceptingPipelines pipelines,
      Ids ids,
      Clock clock) {
    this.transactions = transactions;
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
    return pipelines
        .accept(scope, null, wish.pipeline())
        .flatMap(pipeline -> create(scope, wish, pipeline, idempotency));
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
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(id.value(), stamp)));
    }
    changes.add(new Create(campaign));
    changes.add(new Create(PipelineRevision.of(id, 1, pipeline, stamp)));
    changes.add(new Create(new Claim("slug#" + wish.slug(), id.value(), null, null, stamp)));
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> Outcome.done(campaign);
      case Verdict.Clashed(Create(Claim claim), Claim before) when claim.fingerprint() != null ->
          repeated(scope, claim, before);
      case Verdict.Clashed _ ->
          Outcome.refused(
              new Refusal(
                  Refusal.Kind.CONFLICT,
                  "slug_taken",
                  "Another campaign has the slug " + wish.slug() + ". Choose another one.",
                  "/slug"));
    };
  }

  private Outcome<Campaign> repeated(TenantScope scope, Claim claim, Claim before) {
    return Objects.equals(claim.fingerprint(), before.fingerprint())
        ? Outcome.done(campaigns.find(scope, new CampaignId(before.owner())).orElseThrow())
        : Outcome.refused(IdempotencyKey.mismatch());
  }
}
