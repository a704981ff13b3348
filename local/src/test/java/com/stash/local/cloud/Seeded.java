package com.stash.local.cloud;

import com.stash.campaigns.AcceptingPipelines;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CheckingPipelines;
import com.stash.campaigns.CreatingCampaigns;
import com.stash.campaigns.RevisingPipelines;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.ProcessorSwitches;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import java.util.List;

/** A tenant with one published campaign that extracts text. */
final class Seeded {
  private final Backend backend;
  private final Stores stores;
  private final Ids ids;
  private final TenantScope scope;

  Seeded(Backend backend) {
    this.backend = backend;
    this.stores = new Stores(backend);
    this.ids = new Ids(backend.clock(), backend.random());
    var origin = Origin.system("seed", "seed");
    var wish =
        new ProvisioningTenants.Wish(new Slug("acme"), "Acme", "a@acme.example", Tier.STARTER);
    var provisioning = stores.lifecycle().provisioning();
    var tenant = provisioning.provision(wish, origin, backend.random()).orThrow().tenant();
    this.scope = stores.gate().forOperator(stores.gate().platform(origin), tenant.id());
  }

  TenantScope scope() {
    return scope;
  }

  CampaignId campaign() {
    var processors = new BuiltInProcessors(Json.MAPPER);
    var accepting =
        new AcceptingPipelines(
            new CheckingPipelines(processors, ProcessorSwitches.ALL_ON),
            processors,
            stores.credentials().searching());
    var pipeline = Json.object();
    pipeline
        .putArray("steps")
        .addObject()
        .put("id", "extract")
        .put("processor", "text-extraction@1");
    var wish =
        new CreatingCampaigns.Wish(
            new Slug("letters"),
            "Letters",
            "",
            Campaign.Type.CUSTOM,
            CampaignSettings.DEFAULT,
            List.of(),
            pipeline);
    var campaign =
        new CreatingCampaigns(
                stores.transactions(),
                stores.claims(),
                stores.campaigns(),
                accepting,
                ids,
                backend.clock())
            .create(scope, wish, null)
            .orThrow();
    new RevisingPipelines(
            stores.transactions(), stores.claims(), stores.campaigns(), accepting, backend.clock())
        .publish(scope, campaign.id(), 1, null)
        .orThrow();
    return campaign.id();
  }
}
