package com.stash.documents;

import com.stash.campaigns.CampaignId;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** A tenant's documents. */
public interface Documents {
  Optional<Document> find(TenantScope scope, DocumentId id);

  /** Returns the documents of a campaign, newest first. */
  Page<Document> list(TenantScope scope, CampaignId campaign, Page.Request request);

  /** Returns ids of documents whose upload is awaited, the one announced first at the front. */
  List<DocumentId> awaited(TenantScope scope, int limit);
}
