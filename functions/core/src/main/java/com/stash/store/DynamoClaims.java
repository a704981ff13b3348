package com.stash.store;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import java.util.Optional;

/** Claims in DynamoDB. */
public final class DynamoClaims implements Claims {
  private final EntityTable<Claim> claims;

  public DynamoClaims(DynamoTables tables) {
    this.claims = tables.of(Claim.class);
  }

  @Override
  public Optional<Claim> find(TenantScope scope, String key) {
    return claims.find(scope, key);
  }
}
