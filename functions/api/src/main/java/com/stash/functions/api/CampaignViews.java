package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.PipelineRevision;
import com.stash.kernel.Json;
import java.util.Locale;

/** Campaigns as clients see them. */
final class CampaignViews {
  private CampaignViews() {}

  static ObjectNode campaign(Campaign campaign) {
    var view = Json.object();
    view.put("id", campaign.id().value());
    view.put("slug", campaign.slug().value());
    view.put("name", campaign.name());
    view.put("description", campaign.description());
    view.put("type", campaign.type().name().toLowerCase(Locale.ROOT));
    view.put("state", campaign.state().wire());
    var settings = view.putObject("settings");
    campaign.settings().allowedTypes().forEach(settings.putArray("allowedTypes")::add);
    settings.put("maxFileBytes", campaign.settings().maxFileBytes());
    settings.put("duplicates", campaign.settings().duplicates().wire());
    settings.put("retentionDays", campaign.settings().retentionDays());
    campaign.checklist().forEach(view.putArray("checklist")::add);
    view.put("latestRevision", campaign.latestRevision());
    view.put("activeRevision", campaign.activeRevision());
    return Views.stamped(view, campaign.stamp());
  }

  static ObjectNode revision(PipelineRevision revision) {
    var view = Json.object();
    view.put("revision", revision.number());
    view.put("hash", revision.hash().hex());
    view.set("pipeline", revision.pipeline().toJson());
    return view.put("createdAt", revision.stamp().createdAt().toString());
  }
}
