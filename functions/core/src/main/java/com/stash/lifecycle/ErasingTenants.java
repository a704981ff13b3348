package com.stash.lifecycle;

import com.stash.audit.AuditTrail;
import com.stash.domains.Domains;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.TenantState;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.ReleaseName;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Erases a tenant: rows, objects with all versions, names after a quarantine. What is left is a
 * tombstone without a name and a certificate with the platform. It may stop anywhere and be run
 * again; once it has begun there is no way back. Docs: {@code docs/decisions/erasure.md}.
 */
public final class ErasingTenants {
  /** How long nobody else can take an erased tenant's slug and host names. */
  public static final Duration QUARANTINE = Duration.ofDays(90);

  private static final int PASSES = 10;

  private final Gate gate;
  private final TenantDirectory tenants;
  private final Holdings holdings;
  private final Deleting deleting;
  private final Domains domains;
  private final AuditTrail trail;
  private final Transactions transactions;
  private final CentralHosts hosts;
  private final Clock clock;

  /** {@code tenants} must remember nothing. */
  public ErasingTenants(
      Gate gate,
      TenantDirectory tenants,
      Holdings holdings,
      Deleting deleting,
      Domains domains,
      AuditTrail trail,
      Transactions transactions,
      CentralHosts hosts,
      Clock clock) {
    this.gate = gate;
    this.tenants = tenants;
    this.holdings = holdings;
    this.deleting = deleting;
    this.domains = domains;
    this.trail = trail;
    this.transactions = transactions;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** Returns what would be erased, and why it may not yet be, without changing anything. */
  public Outcome<Map<String, Long>> look(
      PlatformScope platform, TenantId id, @Nullable Slug typed) {
    return tenants
        .find(id)
        .map(
            tenant -> {
              var refusal = notYet(tenant, typed);
              return refusal == null
                  ? Outcome.done(holdings.count(gate.forOperator(platform, id)))
                  : Outcome.<Map<String, Long>>refused(refusal);
            })
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  /**
   * Erases a tenant whose grace period is over.
   *
   * @param typed the tenant's slug, to erase before the grace period is over; {@code null} to wait
   * @param progress told what was deleted of what
   */
  public Outcome<ErasureCertificate> erase(
      PlatformScope platform, TenantId id, @Nullable Slug typed, Consumer<String> progress) {
    var found = tenants.find(id);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.notFound());
    }
    var refusal = notYet(found.get(), typed);
    if (refusal != null) {
      return Outcome.refused(refusal);
    }
    var scope = gate.forOperator(platform, id);
    var tenant = begun(scope, found.get());
    if (tenant == null) {
      return Outcome.refused(Refusal.stale());
    }
    var certificate = certificate(platform, scope, found.get(), typed != null);
    if (certificate.endedAt() != null) {
      return Outcome.done(certificate);
    }
    releaseNames(scope, tenant);
    var left = deleteAll(scope, progress);
    if (tenant.state() != TenantState.ERASED) {
      var tombstone = tenant.erased(scope.changed(tenant.stamp(), clock.instant()));
      transactions.commit(scope, new Replace(tombstone)).orThrow();
    }
    return ended(platform, certificate, left);
  }

  private @Nullable Refusal notYet(Tenant tenant, @Nullable Slug typed) {
    var forced = tenant.slug().equals(typed);
    if (tenant.standing().isGone()) {
      return null;
    }
    if (tenant.state() == TenantState.FAILED) {
      return forced
          ? null
          : Refusal.of(
              Kind.CONFLICT,
              "slug_not_typed",
              "The tenant was never whole. Type its slug, %s, to erase it."
                  .formatted(tenant.slug()));
    }
    var after = tenant.standing().eraseAfter();
    if (tenant.state() != TenantState.OFFBOARDING || after == null) {
      return Refusal.of(
          Kind.CONFLICT,
          "not_offboarding",
          "The tenant is %s. Offboard it first.".formatted(tenant.state().wire()));
    }
    return forced || !clock.instant().isBefore(after)
        ? null
        : Refusal.of(
            Kind.CONFLICT,
            "grace_not_over",
            "The tenant may be erased after %s; before that only with its slug typed."
                .formatted(after));
  }

  /** From here on functions write nothing for the tenant any more. */
  private @Nullable Tenant begun(TenantScope scope, Tenant tenant) {
    if (tenant.standing().isGone()) {
      return tenant;
    }
    var erasing = tenant.erasing(scope.changed(tenant.stamp(), clock.instant()));
    return transactions.commit(scope, new Replace(erasing)) instanceof Verdict.Committed
        ? erasing
        : null;
  }

  private ErasureCertificate certificate(
      PlatformScope platform, TenantScope scope, Tenant tenant, boolean forced) {
    var own = gate.forPlatform(platform.origin());
    return holdings
        .certificate(own, tenant.id())
        .orElseGet(
            () -> {
              var head = trail.head(scope);
              var stamp = own.created(clock.instant());
              var begun =
                  new ErasureCertificate(
                      tenant.id(),
                      holdings.count(scope),
                      Map.of(),
                      head.sequence(),
                      head.hash(),
                      forced,
                      stamp.createdAt(),
                      null,
                      stamp);
              transactions.commit(own, new Create(begun)).orThrow();
              return begun;
            });
  }

  private Outcome<ErasureCertificate> ended(
      PlatformScope platform, ErasureCertificate begun, Map<String, Long> left) {
    var own = gate.forPlatform(platform.origin());
    var ended = begun.ended(left, own.changed(begun.stamp(), clock.instant()));
    transactions.commit(own, new Replace(ended)).orThrow();
    return Outcome.done(ended);
  }

  private void releaseNames(TenantScope scope, Tenant tenant) {
    var free = clock.instant().plus(QUARANTINE);
    for (var domain : domains.list(scope, Page.Request.first(Page.Request.MOST)).items()) {
      release(scope, NameKind.HOST, domain.host(), free);
    }
    if (tenant.state() != TenantState.ERASED) {
      release(scope, NameKind.HOST, hosts.subdomain(tenant.slug()), free);
      release(scope, NameKind.SLUG, tenant.slug(), free);
    }
  }

  /** It clashes with a name that is another tenant's, or nobody's: there is nothing to give up. */
  private void release(TenantScope scope, NameKind kind, Object name, Instant free) {
    transactions.commit(scope, new ReleaseName(kind, name.toString(), free));
  }

  /** What functions wrote at the last moment is found by another pass. */
  private Map<String, Long> deleteAll(TenantScope scope, Consumer<String> progress) {
    for (int pass = 1; pass <= PASSES; pass++) {
      var left = holdings.count(scope);
      if (left.values().stream().allMatch(n -> n == 0)) {
        return left;
      }
      progress.accept("objects: " + deleting.objects(scope) + " deleted");
      for (var table : left.keySet()) {
        if (!table.equals("objects")) {
          progress.accept(table + ": " + deleting.rows(scope, table) + " deleted");
        }
      }
    }
    throw new IllegalStateException("rows of an erased tenant come back; run it again");
  }
}
