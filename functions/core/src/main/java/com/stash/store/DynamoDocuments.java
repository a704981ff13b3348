package com.stash.store;

import com.stash.campaigns.CampaignId;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.Documents;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** Documents in DynamoDB. */
public final class DynamoDocuments implements Documents {
  private final EntityTable<Document> documents;

  public DynamoDocuments(DynamoTables tables) {
    this.documents = tables.of(Document.class);
  }

  @Override
  public Optional<Document> find(TenantScope scope, DocumentId id) {
    return documents.find(scope, id.key());
  }

  @Override
  public Page<Document> list(TenantScope scope, CampaignId campaign, Page.Request request) {
    return documents.newestFirst(scope, campaign + "#", request);
  }

  @Override
  public List<DocumentId> awaited(TenantScope scope, int limit) {
    return documents.indexed(scope, limit).stream().map(DocumentId::parse).toList();
  }
}
