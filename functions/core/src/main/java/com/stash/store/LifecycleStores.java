package com.stash.store;

import com.stash.lifecycle.ChangingTenants;
import com.stash.lifecycle.MaintainingTenants;
import com.stash.lifecycle.OffboardingTenants;
import com.stash.lifecycle.SuspendingTenants;
import com.stash.pipeline.RecoveringJobs;
import java.time.Duration;

/** What an operator does with tenants, over one environment. */
public final class LifecycleStores {
  private final Stores stores;
  private final Backend backend;

  LifecycleStores(Stores stores, Backend backend) {
    this.stores = stores;
    this.backend = backend;
  }

  public ChangingTenants changing() {
    return new ChangingTenants(
        stores.gate(), stores.freshTenants(), stores.transactions(), backend.clock());
  }

  public SuspendingTenants suspending() {
    var recovering =
        new RecoveringJobs(
            stores.documents(),
            stores.jobs(),
            stores.executions(),
            stores.transactions(),
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
}
