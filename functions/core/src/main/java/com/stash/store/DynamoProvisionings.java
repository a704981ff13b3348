package com.stash.store;

import com.stash.provisioning.Provisioning;
import com.stash.provisioning.Provisionings;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** How far the making of tenants has come, beside the tenants in DynamoDB. */
public final class DynamoProvisionings implements Provisionings {
  private final EntityTable<Provisioning> provisionings;

  public DynamoProvisionings(DynamoTables tables) {
    this.provisionings = tables.of(Provisioning.class);
  }

  @Override
  public Optional<Provisioning> find(TenantScope scope) {
    return provisionings.find(scope, Provisioning.KEY);
  }
}
