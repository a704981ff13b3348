package com.stash.store;

import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Credentials;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** Credentials in DynamoDB. */
public final class DynamoCredentials implements Credentials {
  private final EntityTable<Credential> credentials;

  public DynamoCredentials(DynamoTables tables) {
    this.credentials = tables.of(Credential.class);
  }

  @Override
  public Optional<Credential> find(TenantScope scope, CredentialScope level, String name) {
    return credentials.find(scope, level + "#" + name);
  }
}
