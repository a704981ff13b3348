package com.stash.campaigns;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's campaigns and their pipeline revisions. */
public interface Campaigns {
  Optional<Campaign> find(TenantScope scope, CampaignId id);

  /** Returns campaigns, newest first. */
  Page<Campaign> list(TenantScope scope, Page.Request request);

  Optional<PipelineRevision> revision(TenantScope scope, CampaignId id, int number);
}
