package com.stash.store;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeys;
import com.stash.identity.User;
import com.stash.identity.Users;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** Users and API keys in DynamoDB. */
public final class DynamoIdentity implements ApiKeys, Users {
  private final EntityTable<ApiKey> keys;
  private final EntityTable<User> users;

  public DynamoIdentity(DynamoTables tables) {
    this.keys = tables.of(ApiKey.class);
    this.users = tables.of(User.class);
  }

  @Override
  public Optional<ApiKey> find(TenantScope scope, String keyId) {
    return keys.find(scope, keyId);
  }

  @Override
  public Page<User> list(TenantScope scope, Page.Request request) {
    return users.newestFirst(scope, "", request);
  }
}
