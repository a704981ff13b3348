package com.stash.lifecycle;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.Gate;
import com.stash.tenancy.Plan;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes a tenant's record: its plan, its settings, and what the other use cases do to it. */
public final class ChangingTenants {
  private final Gate gate;
  private final TenantDirectory tenants;
  private final Transactions transactions;
  private final Clock clock;

  /** {@code tenants} must remember nothing, or a change is made on what was. */
  public ChangingTenants(
      Gate gate, TenantDirectory tenants, Transactions transactions, Clock clock) {
    this.gate = gate;
    this.tenants = tenants;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Gives the tenant another plan; {@code version} is the one that was read, where one was. */
  public Outcome<Tenant> plan(
      PlatformScope platform, TenantId id, @Nullable Long version, Plan plan) {
    return change(platform, id, version, (t, stamp) -> Outcome.done(t.with(plan, stamp)));
  }

  /** Gives the tenant other settings; {@code version} is the one that was read, where one was. */
  public Outcome<Tenant> settings(
      PlatformScope platform, TenantId id, @Nullable Long version, TenantSettings settings) {
    return change(platform, id, version, (t, stamp) -> Outcome.done(t.with(settings, stamp)));
  }

  /** Makes one change; what returns the tenant as it was is done already and writes nothing. */
  Outcome<Tenant> change(
      PlatformScope platform,
      TenantId id,
      @Nullable Long version,
      BiFunction<Tenant, Stamp, Outcome<Tenant>> change) {
    var found = tenants.find(id);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.notFound());
    }
    var tenant = found.get();
    if (version != null && version != tenant.version()) {
      return Outcome.refused(Refusal.stale());
    }
    if (tenant.standing().isGone()) {
      return Outcome.refused(gone());
    }
    var scope = gate.forOperator(platform, id);
    return change
        .apply(tenant, scope.changed(tenant.stamp(), clock.instant()))
        .flatMap(
            changed ->
                changed.equals(tenant)
                        || transactions.commit(scope, new Replace(changed))
                            instanceof Verdict.Committed
                    ? Outcome.done(changed)
                    : Outcome.refused(Refusal.stale()));
  }

  static Refusal gone() {
    return Refusal.of(
        Refusal.Kind.CONFLICT, "tenant_gone", "The tenant is erased or being erased.");
  }
}
