package com.stash.tenancy;

import com.stash.kernel.Origin;
import java.util.Optional;

/**
 * The one place that makes a {@link TenantScope}. Each way in says what was checked before; without
 * one of them nothing of a tenant can be read or written.
 */
public final class Gate {
  private final TenantDirectory tenants;

  public Gate(TenantDirectory tenants) {
    this.tenants = tenants;
  }

  /** Admits a caller whose credential the authorizer checked, to that credential's tenant. */
  public TenantScope forCaller(TenantId checked, Origin origin) {
    return new TenantScope(checked, origin);
  }

  /**
   * Admits the reading of the one credential that names this tenant; what is read decides whether
   * there is a caller at all.
   */
  public TenantScope forCredential(TenantId named, Origin origin) {
    return new TenantScope(named, origin);
  }

  /**
   * Admits work on an object that S3 reported, to the tenant in its key; empty unless that tenant
   * exists and is active.
   */
  public Optional<TenantScope> forObject(TenantId inKey, Origin origin) {
    return active(inKey, origin);
  }

  /**
   * Admits work on a queued job, to the tenant in its message; empty unless that tenant exists and
   * is active. The job's row is then read under the scope, so a message cannot name a foreign job.
   */
  public Optional<TenantScope> forMessage(TenantId inMessage, Origin origin) {
    return active(inMessage, origin);
  }

  /**
   * Admits bookkeeping on a stream record, to the partition the record itself comes from; empty
   * when its tenant is erased or being erased, for which nothing may be written any more.
   */
  public Optional<TenantScope> forRecord(String partition, Origin origin) {
    var tenant = new TenantId(partition);
    var gone = !tenant.equals(TenantId.PLATFORM) && isGone(tenant);
    return gone ? Optional.empty() : Optional.of(new TenantScope(tenant, origin));
  }

  /** Tells whether a tenant is erased or being erased. */
  public boolean isGone(TenantId tenant) {
    return tenants.find(tenant).filter(found -> found.standing().isGone()).isPresent();
  }

  /** Tells whether a tenant is there and its work rests: it is not active. */
  public boolean rests(TenantId tenant) {
    return tenants.find(tenant).filter(found -> !found.isActive()).isPresent();
  }

  /**
   * Admits an operator whom the way in has checked, or the platform's own work, to the platform's
   * records. Nobody who acts for a tenant gets in.
   */
  public PlatformScope platform(Origin checked) {
    return new PlatformScope(checked);
  }

  /** Admits work for the platform on one tenant: provisioning, sweeping, checking. */
  public TenantScope forOperator(PlatformScope platform, TenantId tenant) {
    return new TenantScope(tenant, platform.origin());
  }

  /** Admits notes of what no tenant can be named for, to the platform's own partition. */
  public TenantScope forPlatform(Origin origin) {
    return new TenantScope(TenantId.PLATFORM, origin);
  }

  /** Admits what the system does of itself in the course of a request that was admitted. */
  public static TenantScope bySystem(TenantScope admitted, String part) {
    return new TenantScope(admitted.tenant(), Origin.system(part, admitted.origin().requestId()));
  }

  private Optional<TenantScope> active(TenantId tenant, Origin origin) {
    return tenants
        .find(tenant)
        .filter(found -> found.state() == TenantState.ACTIVE)
        .map(found -> new TenantScope(tenant, origin));
  }
}
