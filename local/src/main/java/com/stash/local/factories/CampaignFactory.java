package com.stash.local.factories;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.AcceptingPipelines;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.CheckingPipelines;
import com.stash.campaigns.CreatingCampaigns;
import com.stash.campaigns.RevisingPipelines;
import com.stash.kernel.Json;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.ProcessorSwitches;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import java.util.List;

/** Makes campaigns, with a pipeline of one step that reads the text unless told otherwise. */
public final class CampaignFactory {
  private static final String READ =
      "{\"steps\":[{\"id\":\"read\",\"processor\":\"text-extraction@1\"}]}";

  private final Making making;
  private final TenantScope scope;
  private final String slug;
  private final AcceptingPipelines accepting;
  private String name;
  private CampaignSettings settings = CampaignSettings.DEFAULT;
  private JsonNode pipeline = Json.parse(READ.getBytes(UTF_8));

  CampaignFactory(Making making, TenantScope scope, String slug) {
    this.making = making;
    this.scope = scope;
    this.slug = slug;
    this.name = slug;
    var processors = new BuiltInProcessors(Json.MAPPER);
    this.accepting =
        new AcceptingPipelines(
            new CheckingPipelines(processors, ProcessorSwitches.ALL_ON),
            processors,
            making.stores().credentials().searching());
  }

  public CampaignFactory named(String name) {
    this.name = name;
    return this;
  }

  public CampaignFactory with(CampaignSettings settings) {
    this.settings = settings;
    return this;
  }

  public CampaignFactory with(JsonNode pipeline) {
    this.pipeline = pipeline;
    return this;
  }

  /** Returns it as it is before it is published. */
  public Campaign draft() {
    return new CreatingCampaigns(
            making.stores().transactions(),
            making.stores().claims(),
            making.stores().campaigns(),
            accepting,
            making.ids(),
            making.backend().clock())
        .create(
            scope,
            new CreatingCampaigns.Wish(
                new Slug(slug), name, "", Campaign.Type.CUSTOM, settings, List.of(), pipeline),
            null)
        .orThrow();
  }

  /** Returns it published. */
  public Campaign active() {
    var draft = draft();
    return new RevisingPipelines(
            making.stores().transactions(),
            making.stores().claims(),
            making.stores().campaigns(),
            accepting,
            making.backend().clock())
        .publish(scope, draft.id(), draft.version(), null)
        .orThrow();
  }

  public Campaign paused() {
    return become(active(), CampaignState.PAUSED);
  }

  public Campaign archived() {
    return become(paused(), CampaignState.ARCHIVED);
  }

  private Campaign become(Campaign campaign, CampaignState state) {
    var next = campaign.become(state, scope.changed(campaign.stamp(), making.now()));
    making.write(scope, new Replace(next));
    return next;
  }
}
