package com.stash.local.cloud;

import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.pipeline.RecoveringJobs;
import com.stash.store.Backend;
import com.stash.store.Stores;
import java.time.Duration;

/**
 * Puts the jobs of an earlier process back. The local queue is in memory and the data folder is
 * locked, so after a start no runner is alive and no message is left.
 */
final class Restarting {
  private final Stores stores;
  private final RecoveringJobs recovering;

  Restarting(Backend backend) {
    stores = new Stores(backend);
    recovering =
        new RecoveringJobs(
            stores.documents(),
            stores.jobs(),
            stores.executions(),
            stores.transactions(),
            Duration.ZERO,
            backend.clock());
  }

  void restart() {
    var gate = stores.gate();
    var platform = gate.platform(Origin.system("restart", "restart"));
    Page.each(
        stores.tenants()::list, tenant -> recovering.restart(gate.forOperator(platform, tenant)));
  }
}
