package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Pipeline;
import com.stash.campaigns.PipelineRevision;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.Slug;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Campaigns and pipeline revisions as items. */
final class CampaignSchemas {
  static final TableSchema<Row<Campaign>> CAMPAIGN =
      Shape.<Campaign>of()
          .text("slug", c -> c.slug().value())
          .text("name", Campaign::name)
          .text("description", Campaign::description)
          .text("type", c -> Schemas.lower(c.type()))
          .text("state", c -> c.state().wire())
          .node("settings", c -> settings(c.settings()))
          .texts("checklist", Campaign::checklist)
          .number("latestRevision", Campaign::latestRevision)
          .number("activeRevision", Campaign::activeRevision)
          .readBy(CampaignSchemas::campaign);

  static final TableSchema<Row<PipelineRevision>> REVISION =
      Shape.<PipelineRevision>of()
          .node("pipeline", r -> r.pipeline().toJson())
          .text("hash", r -> r.hash().hex())
          .readBy(CampaignSchemas::revision);

  private CampaignSchemas() {}

  private static Campaign campaign(Fields f) {
    return new Campaign(
        new CampaignId(f.key()),
        new Slug(f.text("slug")),
        f.text("name"),
        f.text("description"),
        Schemas.parse(Campaign.Type.class, f.text("type")),
        Schemas.parse(CampaignState.class, f.text("state")),
        settings(f.node("settings")),
        f.texts("checklist"),
        f.integer("latestRevision"),
        f.integer("activeRevision"),
        f.stamp());
  }

  private static PipelineRevision revision(Fields f) {
    return new PipelineRevision(
        new CampaignId(f.key().substring(0, Ids.LENGTH)),
        Integer.parseInt(f.key().substring(Ids.LENGTH + 1)),
        Pipeline.parse(f.node("pipeline")),
        new Sha256(f.text("hash")),
        f.stamp());
  }

  private static JsonNode settings(CampaignSettings settings) {
    var node = Json.object();
    settings.allowedTypes().forEach(node.putArray("allowedTypes")::add);
    return node.put("maxFileBytes", settings.maxFileBytes())
        .put("duplicates", settings.duplicates().wire())
        .put("retentionDays", settings.retentionDays());
  }

  private static CampaignSettings settings(JsonNode node) {
    return new CampaignSettings(
        node.path("allowedTypes").valueStream().map(JsonNode::asText).toList(),
        node.path("maxFileBytes").asLong(),
        Duplicates.parse(node.path("duplicates").asText()),
        node.path("retentionDays").asInt());
  }
}
