package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.stash.audit.CheckpointingAudit;
import com.stash.credentials.SweepingCredentials;
import com.stash.documents.ExpiringUploads;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.pipeline.RecoveringJobs;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Mends and expires, tenant by tenant, what no event will come for, and keeps the head of its audit
 * log. A tenant that is not active is not mended: its jobs wait for it.
 */
public final class SweepHandler implements RequestHandler<ScheduledEvent, @Nullable Void> {
  /** A message may be on its way for as long as a busy queue takes. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final Gate gate;
  private final TenantDirectory tenants;
  private final ExpiringUploads expiring;
  private final RecoveringJobs recovering;
  private final SweepingCredentials credentials;
  private final CheckpointingAudit checkpointing;
  private final Log log;

  public SweepHandler() {
    this(AwsBackend.of(System.getenv()), PATIENCE);
  }

  /** {@code patience} is how long a waiting job's message may be on its way. */
  public SweepHandler(Backend backend, Duration patience) {
    var stores = new Stores(backend);
    gate = stores.gate();
    tenants = stores.tenants();
    expiring = new ExpiringUploads(stores.documents(), stores.transactions(), backend.clock());
    recovering =
        new RecoveringJobs(
            stores.documents(),
            stores.jobs(),
            stores.executions(),
            stores.transactions(),
            patience,
            backend.clock());
    credentials = stores.credentials().sweeping();
    checkpointing = stores.checkpointing();
    log = backend.log();
  }

  @Override
  public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
    var origin = Origin.system("sweep", context.getAwsRequestId());
    sweep(TenantId.PLATFORM, origin);
    Page.each(tenants::list, tenant -> sweep(tenant, origin));
    return null;
  }

  private void sweep(TenantId tenant, Origin origin) {
    var scope = gate.forOperator(gate.platform(origin), tenant);
    attempt(scope, this::mend);
    attempt(scope, this::checkpoint);
  }

  private void mend(TenantScope scope) {
    if (!gate.rests(scope.tenant())) {
      expiring.expire(scope);
      recovering.recover(scope);
      credentials.sweep(scope);
    }
  }

  private void checkpoint(TenantScope scope) {
    if (!gate.isGone(scope.tenant())) {
      checkpointing.keep(scope);
    }
  }

  /** One failure keeps neither other tenants nor other work from their turn. */
  private void attempt(TenantScope scope, Consumer<TenantScope> work) {
    try {
      work.accept(scope);
    } catch (RuntimeException e) {
      log.error("sweep_failed", scope.tenant().value(), scope.origin().requestId(), e);
    }
  }
}
