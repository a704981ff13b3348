package com.stash.local.factories;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stash.credentials.CreatingCredentials;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Secret;
import com.stash.tenancy.TenantScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes credentials; the tenant's own unless told otherwise. */
public final class CredentialFactory {
  private final Making making;
  private final TenantScope scope;
  private final String key;
  private CredentialScope level;
  private @Nullable Instant expiresAt;

  CredentialFactory(Making making, TenantScope scope, String key) {
    this.making = making;
    this.scope = scope;
    this.key = key;
    this.level = CredentialScope.tenant(scope.tenant());
  }

  public CredentialFactory at(CredentialScope level) {
    this.level = level;
    return this;
  }

  public CredentialFactory until(Instant expiresAt) {
    this.expiresAt = expiresAt;
    return this;
  }

  /** Seals the value and writes it. */
  public Credential holding(String value) {
    var wish = new CreatingCredentials.Wish(level, key, "factory", false, null, expiresAt);
    try (var secret = new Secret(value.getBytes(UTF_8))) {
      return making
          .stores()
          .credentials()
          .creating((owner, place) -> true)
          .create(scope, wish, secret, null)
          .orThrow();
    }
  }
}
