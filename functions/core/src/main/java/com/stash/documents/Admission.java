package com.stash.documents;

import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantScope;
import com.stash.usage.Balances;
import java.util.Optional;

/** Decides whether a tenant may send one more document of a size, before any work is done. */
public final class Admission {
  private final TenantDirectory tenants;
  private final Balances balances;

  public Admission(TenantDirectory tenants, Balances balances) {
    this.tenants = tenants;
    this.balances = balances;
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
    return spent(scope, tenant);
  }

  private Optional<Refusal> spent(TenantScope scope, Tenant tenant) {
    var spending = balances.spending(scope);
    if (tenant.creditPolicy() == CreditPolicy.HARD && !spending.balance().isPositive()) {
      return Optional.of(
          Refusal.of(Kind.UNPAID, "out_of_credits", "The credits are used up. Buy more to go on."));
    }
    if (spending.documentsThisMonth() >= tenant.limits().documentsPerMonth()) {
      return Optional.of(
          Refusal.of(
              Kind.TOO_MANY,
              "monthly_documents_used",
              "This month's %,d documents are used. Wait for the next month or change the tier."
                  .formatted(tenant.limits().documentsPerMonth())));
    }
    return Optional.empty();
  }
}
