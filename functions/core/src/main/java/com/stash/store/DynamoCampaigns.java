package com.stash.store;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.Campaigns;
import com.stash.campaigns.PipelineRevision;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** Campaigns in DynamoDB. */
public final class DynamoCampaigns implements Campaigns {
  private final EntityTable<Campaign> campaigns;
  private final EntityTable<PipelineRevision> revisions;

  public DynamoCampaigns(DynamoTables tables) {
    this.campaigns = tables.of(Campaign.class);
    this.revisions = tables.of(PipelineRevision.class);
  }

  @Override
  public Optional<Campaign> find(TenantScope scope, CampaignId id) {
    return campaigns.find(scope, id.value());
  }

  @Override
  public Page<Campaign> list(TenantScope scope, Page.Request request) {
    return campaigns.newestFirst(scope, "", request);
  }

  @Override
  public Optional<PipelineRevision> revision(TenantScope scope, CampaignId id, int number) {
    return revisions.find(scope, PipelineRevision.key(id, number));
  }
}
