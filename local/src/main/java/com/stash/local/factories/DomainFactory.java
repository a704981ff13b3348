package com.stash.local.factories;

import com.stash.domains.AddingDomains;
import com.stash.domains.ChangingDomains;
import com.stash.tenancy.Domain;
import com.stash.tenancy.TenantScope;

/** Makes host names of a tenant's own; none is verified, for that takes a proof. */
public final class DomainFactory {
  private final Making making;
  private final TenantScope scope;
  private final String host;

  DomainFactory(Making making, TenantScope scope, String host) {
    this.making = making;
    this.scope = scope;
    this.host = host;
  }

  public Domain pending() {
    return new AddingDomains(
            making.stores().tenants(),
            making.stores().domains(),
            making.stores().transactions(),
            making.backend().hosts(),
            making.ids(),
            making.backend().clock())
        .add(scope, host, null)
        .orThrow();
  }

  public Domain revoked() {
    var pending = pending();
    return new ChangingDomains(
            making.stores().domains(), making.stores().transactions(), making.backend().clock())
        .revoke(scope, pending.id(), pending.version(), null)
        .orThrow();
  }
}
