package com.stash.store;

import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialUse;
import com.stash.credentials.CredentialUses;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;

/** The uses of credentials in DynamoDB. */
public final class DynamoCredentialUses implements CredentialUses {
  private final EntityTable<CredentialUse> uses;

  public DynamoCredentialUses(DynamoTables tables) {
    this.uses = tables.of(CredentialUse.class);
  }

  @Override
  public Page<CredentialUse> list(
      TenantScope scope, CredentialId credential, Page.Request request) {
    return uses.newestFirst(scope, credential + "#", request);
  }
}
