package com.stash.store;

import com.stash.domains.Domains;
import com.stash.kernel.Page;
import com.stash.tenancy.Domain;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** Domains in DynamoDB. */
public final class DynamoDomains implements Domains {
  private final EntityTable<Domain> domains;

  public DynamoDomains(DynamoTables tables) {
    this.domains = tables.of(Domain.class);
  }

  @Override
  public Optional<Domain> find(TenantScope scope, String id) {
    return domains.find(scope, id);
  }

  @Override
  public Page<Domain> list(TenantScope scope, Page.Request request) {
    return domains.newestFirst(scope, "", request);
  }
}
