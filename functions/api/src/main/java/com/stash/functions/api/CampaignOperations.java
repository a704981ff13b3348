package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.AcceptingPipelines;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.Campaigns;
import com.stash.campaigns.CheckingPipelines;
import com.stash.campaigns.CreatingCampaigns;
import com.stash.campaigns.RevisingPipelines;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantDirectory;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/** Campaigns: create, list, read, revise, publish. */
final class CampaignOperations {
  private static final int MOST_PIPELINE_BYTES = 256 << 10;

  private final TenantDirectory tenants;
  private final Campaigns campaigns;
  private final CreatingCampaigns creating;
  private final RevisingPipelines revising;

  private CampaignOperations(Stores stores, AcceptingPipelines pipelines, Ids ids, Clock clock) {
    tenants = stores.tenants();
    campaigns = stores.campaigns();
    creating =
        new CreatingCampaigns(
            stores.transactions(), stores.claims(), campaigns, pipelines, ids, clock);
    revising =
        new RevisingPipelines(stores.transactions(), stores.claims(), campaigns, pipelines, clock);
  }

  static Map<String, Operation> of(
      Stores stores, BuiltInProcessors processors, Ids ids, Clock clock) {
    var accepting =
        new AcceptingPipelines(
            new CheckingPipelines(processors, stores.switches()),
            processors,
            stores.credentials().searching());
    var all = new CampaignOperations(stores, accepting, ids, clock);
    return Map.of(
        "createCampaign", all::create,
        "listCampaigns", all::list,
        "readCampaign", all::read,
        "reviseCampaign", all::revise,
        "publishCampaign", all::publish);
  }

  private Answer create(Request request) {
    return Answer.of(
        fitting(request)
            .flatMap(body -> wish(body, preset(request)))
            .flatMap(wish -> creating.create(request.scope(), wish, request.idempotency())),
        campaign ->
            Answer.created(
                "/v1/campaigns/" + campaign.id(),
                CampaignViews.campaign(campaign),
                campaign.version()));
  }

  private Answer list(Request request) {
    return request.page(
        Keys.ID, page -> campaigns.list(request.scope(), page), CampaignViews::campaign);
  }

  private Answer read(Request request) {
    return Answer.found(
        campaigns.find(request.scope(), request.campaign()),
        campaign -> Answer.entity(detail(request, campaign), campaign.version()));
  }

  private Answer revise(Request request) {
    return Answer.of(
        fitting(request)
            .flatMap(
                body ->
                    revising.revise(
                        request.scope(),
                        request.campaign(),
                        request.version(),
                        body.path("pipeline"),
                        request.idempotency())),
        CampaignOperations::changed);
  }

  private Answer publish(Request request) {
    return Answer.of(
        revising.publish(
            request.scope(), request.campaign(), request.version(), request.idempotency()),
        CampaignOperations::changed);
  }

  private ObjectNode detail(Request request, Campaign campaign) {
    var view = CampaignViews.campaign(campaign);
    var newest =
        campaigns.revision(request.scope(), campaign.id(), campaign.latestRevision()).orElseThrow();
    view.set("latestPipeline", CampaignViews.revision(newest));
    if (campaign.activeRevision() == campaign.latestRevision()) {
      view.set("activePipeline", CampaignViews.revision(newest));
    } else if (campaign.activeRevision() > 0) {
      view.set(
          "activePipeline",
          CampaignViews.revision(
              campaigns
                  .revision(request.scope(), campaign.id(), campaign.activeRevision())
                  .orElseThrow()));
    }
    return view;
  }

  private static Answer changed(Campaign campaign) {
    return Answer.entity(CampaignViews.campaign(campaign), campaign.version());
  }

  /** A pipeline is kept as one item, of which DynamoDB takes 400 KB. */
  private static Outcome<JsonNode> fitting(Request request) {
    return Json.bytes(request.body().path("pipeline")).length <= MOST_PIPELINE_BYTES
        ? Outcome.done(request.body())
        : Outcome.refused(
            new Refusal(
                Refusal.Kind.TOO_LARGE,
                "pipeline_too_large",
                "A pipeline has at most 256 KiB.",
                "/pipeline"));
  }

  private static Outcome<CreatingCampaigns.Wish> wish(JsonNode body, CampaignSettings preset) {
    try {
      return Outcome.done(
          new CreatingCampaigns.Wish(
              new Slug(body.path("slug").asText()),
              body.path("name").asText(),
              body.path("description").asText(""),
              Campaign.Type.valueOf(body.path("type").asText("custom").toUpperCase(Locale.ROOT)),
              CampaignChanges.settings(body.path("settings"), preset),
              CampaignChanges.texts(body.path("checklist")),
              body.path("pipeline")));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Refusal.invalid("/slug", e.getMessage() + "."));
    }
  }

  /** What a campaign takes and keeps when it does not say it itself. */
  private CampaignSettings preset(Request request) {
    var tenant = tenants.find(request.scope().tenant()).orElseThrow();
    return CampaignSettings.DEFAULT.keeping(tenant.settings().retentionDays());
  }
}
