package com.stash.tenancy;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the platform. Its balance is not here: it is the sum of its usage events and lives
 * beside the counters, so that spending does not make new versions of the tenant.
 */
public record Tenant(
    TenantId id,
    Slug slug,
    String name,
    String email,
    Plan plan,
    TenantSettings settings,
    Standing standing,
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

  public Tier tier() {
    return plan.tier();
  }

  /** Returns the tier's limits, or what was agreed instead. */
  public Limits limits() {
    return plan.limits();
  }

  public CreditPolicy creditPolicy() {
    return plan.creditPolicy();
  }

  public TenantState state() {
    return standing.state();
  }

  public boolean isActive() {
    return standing.state() == TenantState.ACTIVE;
  }

  /** Returns the maintenance that was last said, over or not. */
  public @Nullable Maintenance maintenance() {
    return standing.maintenance();
  }

  /** Tells whether changes are to be refused for now. */
  public boolean isReadOnly(Instant now) {
    var maintenance = standing.maintenance();
    return maintenance != null && maintenance.holds(now);
  }

  /** Returns the tenant in its next state. */
  public Tenant become(TenantState next, @Nullable String reason, Stamp changed) {
    return with(standing.become(next, reason, changed.updatedAt()), changed);
  }

  /** Returns the tenant as it is left; it may be erased after a time. */
  public Tenant offboarding(String reason, Instant eraseAfter, Stamp changed) {
    var next = standing.become(TenantState.OFFBOARDING, reason, changed.updatedAt());
    return with(
        new Standing(
            next.state(), reason, next.suspendedAt(), next.maintenance(), eraseAfter, null),
        changed);
  }

  /** Returns the tenant read-only for a time, or no longer so with {@code null}. */
  public Tenant with(@Nullable Maintenance maintenance, Stamp changed) {
    return with(
        new Standing(
            standing.state(),
            standing.reason(),
            standing.suspendedAt(),
            maintenance,
            standing.eraseAfter(),
            standing.erasingSince()),
        changed);
  }

  public Tenant with(Plan other, Stamp changed) {
    return new Tenant(id, slug, name, email, other, settings, standing, changed);
  }

  public Tenant with(TenantSettings other, Stamp changed) {
    return new Tenant(id, slug, name, email, plan, other, standing, changed);
  }

  /** Returns the tenant past the point of no return. */
  public Tenant erasing(Stamp changed) {
    return with(
        new Standing(
            standing.state(),
            standing.reason(),
            standing.suspendedAt(),
            null,
            standing.eraseAfter(),
            changed.updatedAt()),
        changed);
  }

  /** Returns what is left of an erased tenant: that it was there, and nothing of whom. */
  public Tenant erased(Stamp changed) {
    return new Tenant(
        id,
        new Slug("erased-" + id.value().toLowerCase(Locale.ROOT)),
        "erased",
        "",
        plan,
        TenantSettings.DEFAULT,
        standing.become(TenantState.ERASED, "erased", changed.updatedAt()),
        changed);
  }

  private Tenant with(Standing next, Stamp changed) {
    return new Tenant(id, slug, name, email, plan, settings, next, changed);
  }
}
