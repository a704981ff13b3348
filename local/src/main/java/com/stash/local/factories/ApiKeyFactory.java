package com.stash.local.factories;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyState;
import com.stash.identity.ApiKeyText;
import com.stash.identity.KeyRights;
import com.stash.identity.NewKey;
import com.stash.identity.Role;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes API keys; viewers' unless told otherwise. */
public final class ApiKeyFactory {
  private final Making making;
  private final TenantScope scope;
  private final String name;
  private Role role = Role.VIEWER;
  private @Nullable Instant expiresAt;

  ApiKeyFactory(Making making, TenantScope scope, String name) {
    this.making = making;
    this.scope = scope;
    this.name = name;
  }

  public ApiKeyFactory as(Role role) {
    this.role = role;
    return this;
  }

  public ApiKeyFactory until(Instant expiresAt) {
    this.expiresAt = expiresAt;
    return this;
  }

  public NewKey active() {
    var text = ApiKeyText.create(scope.tenant(), making.ids().ulid(), making.backend().random());
    var key = ApiKey.of(text, name, KeyRights.of(role), expiresAt, scope.created(making.now()));
    making.write(scope, new Create(key));
    return new NewKey(key, text);
  }

  public NewKey revoked() {
    var made = active();
    var revoked =
        made.key().become(ApiKeyState.REVOKED, scope.changed(made.key().stamp(), making.now()));
    making.write(scope, new Replace(revoked));
    return new NewKey(revoked, made.text());
  }
}
