package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.ChangingCampaigns;
import com.stash.campaigns.ChangingCampaigns.Target;
import com.stash.kernel.Outcome;
import com.stash.kernel.Stamp;
import com.stash.store.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Campaigns: change, pause, resume, archive. */
final class CampaignChanges {
  private final ChangingCampaigns changing;

  private CampaignChanges(Stores stores, Clock clock) {
    changing =
        new ChangingCampaigns(stores.campaigns(), stores.transactions(), stores.claims(), clock);
  }

  static Map<String, Operation> of(Stores stores, Clock clock) {
    var all = new CampaignChanges(stores, clock);
    return Map.of(
        "changeCampaign", all::change,
        "pauseCampaign", request -> all.become(request, CampaignState.PAUSED),
        "resumeCampaign", request -> all.become(request, CampaignState.ACTIVE),
        "archiveCampaign", request -> all.become(request, CampaignState.ARCHIVED));
  }

  private Answer change(Request request) {
    return changed(
        changing.change(
            request.scope(),
            target(request),
            (campaign, stamp) -> described(campaign, request.body(), stamp)));
  }

  private Answer become(Request request, CampaignState next) {
    return changed(changing.become(request.scope(), target(request), next));
  }

  private static Campaign described(Campaign campaign, JsonNode body, Stamp stamp) {
    return campaign.described(
        body.path("name").asText(campaign.name()),
        body.path("description").asText(campaign.description()),
        settings(body.path("settings"), campaign.settings()),
        body.has("checklist") ? texts(body.path("checklist")) : campaign.checklist(),
        stamp);
  }

  /** Returns the settings with what is said; the rest is as the preset has it. */
  static CampaignSettings settings(JsonNode said, CampaignSettings preset) {
    return new CampaignSettings(
        said.has("allowedTypes") ? texts(said.path("allowedTypes")) : preset.allowedTypes(),
        said.path("maxFileBytes").asLong(preset.maxFileBytes()),
        Duplicates.parse(said.path("duplicates").asText(preset.duplicates().wire())),
        said.path("retentionDays").asInt(preset.retentionDays()));
  }

  static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static Target target(Request request) {
    return new Target(request.campaign(), request.version(), request.idempotency());
  }

  private static Answer changed(Outcome<Campaign> outcome) {
    return Answer.of(
        outcome, campaign -> Answer.entity(CampaignViews.campaign(campaign), campaign.version()));
  }
}
