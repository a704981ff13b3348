package com.stash.store;

import com.stash.credentials.CredentialScope;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.Secret;
import com.stash.kernel.Ids;
import com.stash.lifecycle.ChangingTenants;
import com.stash.lifecycle.ErasingTenants;
import com.stash.lifecycle.ExportingTenants;
import com.stash.lifecycle.Holdings;
import com.stash.lifecycle.MaintainingTenants;
import com.stash.lifecycle.OffboardingTenants;
import com.stash.lifecycle.SuspendingTenants;
import com.stash.pipeline.RecoveringJobs;
import com.stash.provisioning.ProvisioningSteps;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.provisioning.SealingCheck;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** What an operator does with tenants, over one environment. */
public final class LifecycleStores {
  private final Stores stores;
  private final Backend backend;
  private final Transactions transactions;
  private final Ids ids;

  LifecycleStores(Stores stores, Backend backend, Transactions transactions, Ids ids) {
    this.stores = stores;
    this.backend = backend;
    this.transactions = transactions;
    this.ids = ids;
  }

  /** With transactions of another kind. */
  public LifecycleStores with(Transactions others) {
    return new LifecycleStores(stores, backend, others, ids);
  }

  public ProvisioningTenants provisioning() {
    return provisioning(this::sealAndOpen);
  }

  /** With another check that secrets can be sealed. */
  public ProvisioningTenants provisioning(SealingCheck sealing) {
    return new ProvisioningTenants(
        stores.gate(),
        stores.freshTenants(),
        new DynamoProvisionings(stores.tables()),
        new ProvisioningSteps(stores.usage(), sealing, backend.hosts(), ids, backend.clock()),
        transactions,
        backend.hosts(),
        ids,
        backend.clock());
  }

  public ChangingTenants changing() {
    return new ChangingTenants(stores.gate(), stores.freshTenants(), transactions, backend.clock());
  }

  public SuspendingTenants suspending() {
    var recovering =
        new RecoveringJobs(
            stores.documents(),
            stores.jobs(),
            stores.executions(),
            transactions,
            Duration.ZERO,
            backend.clock());
    return new SuspendingTenants(changing(), recovering::sendAgain, stores.gate());
  }

  public MaintainingTenants maintaining() {
    return new MaintainingTenants(changing(), backend.clock());
  }

  public OffboardingTenants offboarding() {
    return new OffboardingTenants(changing(), backend.clock());
  }

  public Holdings holdings() {
    return new StoredHoldings(stores.tables(), backend.s3(), backend.environment().bucket());
  }

  public ExportingTenants exporting() {
    return new ExportingTenants(holdings());
  }

  public ErasingTenants erasing() {
    return new ErasingTenants(
        stores.gate(),
        stores.freshTenants(),
        holdings(),
        new StoredDeleting(
            stores.tables(), backend.s3(), backend.environment().bucket(), backend.random()),
        stores.domains(),
        stores.audit(),
        transactions,
        backend.hosts(),
        backend.clock());
  }

  private void sealAndOpen(TenantScope scope) {
    var sealer = stores.credentials().sealer();
    var place = new Place(CredentialScope.tenant(scope.tenant()), "provisioning-check", 1);
    var probe = "probe".getBytes(StandardCharsets.UTF_8);
    try (var secret = new Secret(probe.clone());
        var opened = sealer.open(scope, place, sealer.seal(scope, place, secret))) {
      if (!Arrays.equals(opened.bytes(), probe)) {
        throw new IllegalStateException("what was sealed opens as something else");
      }
    }
  }
}
