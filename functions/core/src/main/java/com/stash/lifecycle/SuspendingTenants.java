package com.stash.lifecycle;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.Gate;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantState;
import org.jspecify.annotations.Nullable;

/**
 * Stops a tenant and starts it again. Keys, uploads, jobs and sweeps stop within the seconds that
 * functions remember a tenant; jobs wait where they are, and go on when the tenant does.
 */
public final class SuspendingTenants {
  private final ChangingTenants changing;
  private final WaitingJobs waiting;
  private final Gate gate;

  public SuspendingTenants(ChangingTenants changing, WaitingJobs waiting, Gate gate) {
    this.changing = changing;
    this.waiting = waiting;
    this.gate = gate;
  }

  /** Sends a tenant's waiting jobs again. */
  public interface WaitingJobs {
    void sendAgain(com.stash.tenancy.TenantScope scope);
  }

  /** Suspends an active tenant; a repeat does nothing. */
  public Outcome<Tenant> suspend(
      PlatformScope platform, TenantId id, @Nullable Long version, String reason) {
    return changing.change(
        platform,
        id,
        version,
        (tenant, stamp) ->
            switch (tenant.state()) {
              case SUSPENDED -> Outcome.done(tenant);
              case ACTIVE -> Outcome.done(tenant.become(TenantState.SUSPENDED, reason, stamp));
              default -> wrongState(tenant);
            });
  }

  /** Makes a suspended tenant active and sends its jobs again; a repeat sends them once more. */
  public Outcome<Tenant> resume(PlatformScope platform, TenantId id, @Nullable Long version) {
    return changing
        .change(
            platform,
            id,
            version,
            (tenant, stamp) ->
                switch (tenant.state()) {
                  case ACTIVE -> Outcome.done(tenant);
                  case SUSPENDED -> Outcome.done(tenant.become(TenantState.ACTIVE, null, stamp));
                  default -> wrongState(tenant);
                })
        .map(
            tenant -> {
              waiting.sendAgain(gate.forOperator(platform, id));
              return tenant;
            });
  }

  static Outcome<Tenant> wrongState(Tenant tenant) {
    return Outcome.refused(Refusal.wrongState("The tenant", tenant.state()));
  }
}
