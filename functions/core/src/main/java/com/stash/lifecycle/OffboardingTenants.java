package com.stash.lifecycle;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantState;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives a tenant up. It is stopped, and may be erased after a grace period, in which its data can
 * be handed over and the step can be taken back.
 */
public final class OffboardingTenants {
  /** How long a tenant is kept unless another time is agreed. */
  public static final Duration GRACE = Duration.ofDays(30);

  private static final Duration MOST = Duration.ofDays(365);

  private final ChangingTenants changing;
  private final Clock clock;

  public OffboardingTenants(ChangingTenants changing, Clock clock) {
    this.changing = changing;
    this.clock = clock;
  }

  /** Offboards an active or suspended tenant; a repeat does nothing. */
  public Outcome<Tenant> offboard(
      PlatformScope platform, TenantId id, @Nullable Long version, String reason, Duration grace) {
    if (grace.isNegative() || grace.compareTo(MOST) > 0) {
      return Outcome.refused(Refusal.invalid("/grace", "The grace period is 0 to 365 days."));
    }
    return changing.change(
        platform,
        id,
        version,
        (tenant, stamp) ->
            switch (tenant.state()) {
              case OFFBOARDING -> Outcome.done(tenant);
              case ACTIVE, SUSPENDED ->
                  Outcome.done(tenant.offboarding(reason, clock.instant().plus(grace), stamp));
              default -> SuspendingTenants.wrongState(tenant);
            });
  }

  /** Takes an offboarding back: the tenant is suspended then, and can be resumed. */
  public Outcome<Tenant> cancel(
      PlatformScope platform, TenantId id, @Nullable Long version, String reason) {
    return changing.change(
        platform,
        id,
        version,
        (tenant, stamp) ->
            switch (tenant.state()) {
              case SUSPENDED -> Outcome.done(tenant);
              case OFFBOARDING -> Outcome.done(tenant.become(TenantState.SUSPENDED, reason, stamp));
              default -> SuspendingTenants.wrongState(tenant);
            });
  }
}
