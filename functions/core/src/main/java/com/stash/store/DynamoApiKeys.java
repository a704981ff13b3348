package com.stash.store;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeys;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** API keys in DynamoDB. */
public final class DynamoApiKeys implements ApiKeys {
  private final EntityTable<ApiKey> keys;

  public DynamoApiKeys(DynamoTables tables) {
    this.keys = tables.of(ApiKey.class);
  }

  @Override
  public Optional<ApiKey> find(TenantScope scope, String keyId) {
    return keys.find(scope, keyId);
  }

  @Override
  public Page<ApiKey> list(TenantScope scope, Page.Request request) {
    return keys.newestFirst(scope, "", request);
  }
}
