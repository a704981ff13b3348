package com.stash.tenancy;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the platform. Its balance is not here: it is the sum of its usage events and lives
 * beside the counters, so that spending does not make new versions of the tenant.
 *
 * @param limits the tier's limits, or what was agreed instead
 */
public record Tenant(
    TenantId id,
    Slug slug,
    String name,
    String email,
    Tier tier,
    Limits limits,
    CreditPolicy creditPolicy,
    TenantState state,
    @Nullable String stateReason,
    @Nullable Instant suspendedAt,
    Stamp stamp)
    implements Entity {

  /** What happens when the credits are used up: work is refused, or goes on into debt. */
  public enum CreditPolicy {
    HARD,
    SOFT
  }

  @Override
  public String key() {
    return "tenant";
  }

  /** Returns the tenant in its next state. */
  public Tenant become(TenantState next, @Nullable String reason, Stamp changed) {
    return new Tenant(
        id,
        slug,
        name,
        email,
        tier,
        limits,
        creditPolicy,
        state.become(next),
        reason,
        next == TenantState.SUSPENDED ? changed.updatedAt() : null,
        changed);
  }
}
