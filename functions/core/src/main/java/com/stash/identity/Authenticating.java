package com.stash.identity;

import com.stash.identity.Caller.Standing;
import com.stash.identity.Recognition.Known;
import com.stash.identity.Recognition.Unknown;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Tenant;
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
  private final SamplingKeyUses uses;
  private final Tokens tokens;
  private final SigningIn signingIn;
  private final Gate gate;
  private final CentralHosts central;
  private final Clock clock;

  public Authenticating(
      TenantDirectory tenants,
      ApiKeys keys,
      SamplingKeyUses uses,
      Tokens tokens,
      SigningIn signingIn,
      Gate gate,
      CentralHosts central,
      Clock clock) {
    this.tenants = tenants;
    this.keys = keys;
    this.uses = uses;
    this.tokens = tokens;
    this.signingIn = signingIn;
    this.gate = gate;
    this.central = central;
    this.clock = clock;
  }

  /** Returns the caller of a bearer credential sent to a host: a key or a token. */
  public Recognition recognize(String bearer, HostName host, Origin origin) {
    return bearer.startsWith("stash_")
        ? byKey(bearer, host, origin)
        : byToken(bearer, host, origin);
  }

  private Recognition byToken(String bearer, HostName host, Origin origin) {
    return switch (tokens.check(bearer)) {
      case Tokens.Bad(var code, var named) ->
          new Unknown(code, named.flatMap(tenants::find).map(Tenant::id));
      case Tokens.Good good -> signedIn(good, host, origin);
    };
  }

  private Recognition signedIn(Tokens.Good good, HostName host, Origin origin) {
    var tenant = tenants.find(good.tenant()).orElse(null);
    if (tenant == null) {
      return new Unknown("unknown_tenant", Optional.empty());
    }
    if (!agrees(host, tenant.id())) {
      return refused("foreign_host", tenant);
    }
    var standing = standing(tenant);
    if (standing.isEmpty()) {
      return refused("tenant_" + tenant.state().wire(), tenant);
    }
    var user = signingIn.user(tenant.id(), good, origin).orElse(null);
    if (user == null) {
      return refused("unknown_user", tenant);
    }
    if (standing.get() == Standing.SUSPENDED && user.role() != Role.OWNER) {
      return refused("tenant_" + tenant.state().wire(), tenant);
    }
    return new Known(
        new Caller(
            tenant.id(),
            new Actor(ActorType.USER, user.id()),
            user.permissions(),
            null,
            standing.get()));
  }

  /** Returns how a person of the tenant is let in; empty for not at all. */
  private Optional<Standing> standing(Tenant tenant) {
    return switch (tenant.state()) {
      case ACTIVE -> Optional.of(active(tenant));
      case SUSPENDED, OFFBOARDING -> Optional.of(Standing.SUSPENDED);
      case PROVISIONING, FAILED, ERASED -> Optional.empty();
    };
  }

  private Standing active(Tenant tenant) {
    return tenant.isReadOnly(clock.instant()) ? Standing.MAINTENANCE : Standing.ACTIVE;
  }

  private Recognition byKey(String bearer, HostName host, Origin origin) {
    var text = ApiKeyText.parse(bearer).orElse(null);
    if (text == null) {
      return new Unknown("malformed_key", Optional.empty());
    }
    var tenant = tenants.find(text.tenant()).orElse(null);
    if (tenant == null) {
      return new Unknown("unknown_tenant", Optional.empty());
    }
    if (!agrees(host, tenant.id())) {
      return refused("foreign_host", tenant);
    }
    if (tenant.state() != TenantState.ACTIVE) {
      return refused("tenant_" + tenant.state().wire(), tenant);
    }
    return opened(text, tenant, origin);
  }

  private Recognition opened(ApiKeyText text, Tenant tenant, Origin origin) {
    var scope = gate.forCredential(tenant.id(), origin);
    var key = keys.find(scope, text.keyId()).orElse(null);
    if (key == null || !key.opens(text, clock.instant())) {
      return refused("key_refused", tenant);
    }
    if (!key.rights().admits(origin.sourceIp())) {
      return refused("source_refused", tenant);
    }
    uses.used(scope, key.id());
    return new Known(
        new Caller(
            tenant.id(),
            new Actor(ActorType.API_KEY, key.id()),
            key.rights().permissions(),
            key.rights().campaign(),
            active(tenant)));
  }

  private static Unknown refused(String code, Tenant tenant) {
    return new Unknown(code, Optional.of(tenant.id()));
  }

  private boolean agrees(HostName host, TenantId tenant) {
    return central.contains(host) || tenants.owner(host).filter(tenant::equals).isPresent();
  }
}
