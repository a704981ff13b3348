package com.stash.identity;

import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantState;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds out who is calling. The tenant comes from the credential; a tenant's host name must agree
 * with it, and a host name that is neither central nor a verified domain is refused.
 */
public final class Authenticating {
  private final TenantDirectory tenants;
  private final ApiKeys keys;
  private final Gate gate;
  private final CentralHosts central;
  private final Clock clock;

  public Authenticating(
      TenantDirectory tenants, ApiKeys keys, Gate gate, CentralHosts central, Clock clock) {
    this.tenants = tenants;
    this.keys = keys;
    this.gate = gate;
    this.central = central;
    this.clock = clock;
  }

  /** Returns the caller of a bearer key sent to a host; empty for every reason alike. */
  public Optional<Caller> byKey(String bearer, HostName host, Origin origin) {
    return ApiKeyText.parse(bearer)
        .filter(text -> agrees(host, text.tenant()))
        .filter(text -> isActive(text.tenant()))
        .flatMap(text -> opened(text, origin));
  }

  private Optional<Caller> opened(ApiKeyText text, Origin origin) {
    return keys.find(gate.forCredential(text.tenant(), origin), text.keyId())
        .filter(key -> key.opens(text, clock.instant()))
        .map(
            key ->
                new Caller(
                    text.tenant(),
                    new Actor(ActorType.API_KEY, key.id()),
                    key.role().permissions()));
  }

  private boolean agrees(HostName host, TenantId tenant) {
    return central.contains(host) || tenants.owner(host).filter(tenant::equals).isPresent();
  }

  private boolean isActive(TenantId tenant) {
    return tenants.find(tenant).filter(t -> t.state() == TenantState.ACTIVE).isPresent();
  }
}
