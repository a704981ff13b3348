package com.stash.documents;

import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.Feature;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantScope;
import com.stash.usage.Balances;
import com.stash.usage.Spending;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Decides whether a tenant may send one more document of a size, before any work is done. */
public final class Admission {
  private final TenantDirectory tenants;
  private final Balances balances;
  private final Clock clock;

  public Admission(TenantDirectory tenants, Balances balances, Clock clock) {
    this.tenants = tenants;
    this.balances = balances;
    this.clock = clock;
  }

  /** Returns why the tenant may not drop files without announcing them; empty when it may. */
  public Optional<Refusal> inboxRefusal(TenantScope scope) {
    return tenants.find(scope.tenant()).orElseThrow().plan().has(Feature.INBOX)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Kind.FORBIDDEN,
                "feature_missing",
                "Your plan has no inbox. Announce files before you send them."));
  }

  /** Returns why not; empty when the tenant may. */
  public Optional<Refusal> refusal(TenantScope scope, long sizeBytes) {
    var tenant = tenants.find(scope.tenant()).orElseThrow();
    if (sizeBytes > tenant.limits().fileBytes()) {
      return Optional.of(
          new Refusal(
              Kind.TOO_LARGE,
              "file_too_large",
              "A file of your tier has at most %,d bytes.".formatted(tenant.limits().fileBytes()),
              "/sizeBytes"));
    }
    var spending = balances.spending(scope);
    return unpaid(tenant, spending).or(() -> used(tenant, spending));
  }

  /** Returns why a document that is there may not be worked on again; empty when it may. */
  public Optional<Refusal> workRefusal(TenantScope scope) {
    var tenant = tenants.find(scope.tenant()).orElseThrow();
    return unpaid(tenant, balances.spending(scope));
  }

  private Optional<Refusal> unpaid(Tenant tenant, Spending spending) {
    if (tenant.plan().trialIsOver(clock.instant())) {
      return Optional.of(
          Refusal.of(Kind.UNPAID, "trial_over", "The trial is over. Choose a tier to go on."));
    }
    return tenant.creditPolicy() == CreditPolicy.HARD && !spending.balance().isPositive()
        ? Optional.of(
            Refusal.of(
                Kind.UNPAID, "out_of_credits", "The credits are used up. Buy more to go on."))
        : Optional.empty();
  }

  private Optional<Refusal> used(Tenant tenant, Spending spending) {
    if (spending.documentsThisMonth() >= tenant.limits().documentsPerMonth()) {
      return Optional.of(
          Refusal.of(
                  Kind.TOO_MANY,
                  "monthly_documents_used",
                  "This month's %,d documents are used. Wait for the next month or change the tier."
                      .formatted(tenant.limits().documentsPerMonth()))
              .after(untilNextMonth()));
    }
    return Optional.empty();
  }

  private Duration untilNextMonth() {
    var now = clock.instant().atZone(ZoneOffset.UTC);
    var month = now.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    return Duration.between(now, month.plusMonths(1));
  }
}
