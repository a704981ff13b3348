package com.stash.lifecycle;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes a tenant read-only for a time; it ends by itself or sooner. */
public final class MaintainingTenants {
  private final ChangingTenants changing;
  private final Clock clock;

  public MaintainingTenants(ChangingTenants changing, Clock clock) {
    this.changing = changing;
    this.clock = clock;
  }

  /** Begins maintenance of an active tenant, or says another end or reason. */
  public Outcome<Tenant> begin(
      PlatformScope platform, TenantId id, @Nullable Long version, Maintenance maintenance) {
    if (!maintenance.holds(clock.instant())) {
      return Outcome.refused(
          Refusal.invalid("/until", "The end of the maintenance must lie in the future."));
    }
    return changing.change(
        platform,
        id,
        version,
        (tenant, stamp) -> {
          if (!tenant.isActive()) {
            return SuspendingTenants.wrongState(tenant);
          }
          return Outcome.done(
              maintenance.equals(tenant.maintenance()) ? tenant : tenant.with(maintenance, stamp));
        });
  }

  /** Ends maintenance; where there is none it does nothing. */
  public Outcome<Tenant> end(PlatformScope platform, TenantId id, @Nullable Long version) {
    return changing.change(
        platform,
        id,
        version,
        (tenant, stamp) ->
            Outcome.done(
                tenant.maintenance() == null
                    ? tenant
                    : tenant.with((@Nullable Maintenance) null, stamp)));
  }
}
