package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.stash.audit.AuditTrail;
import com.stash.audit.DerivingAudit;
import com.stash.kernel.Origin;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import java.util.Optional;

/** Logs what the streams say was changed. */
public final class AuditHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final StreamBatch batch;
  private final Gate gate;
  private final DerivingAudit deriving = new DerivingAudit();
  private final AuditTrail trail;

  public AuditHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public AuditHandler(Backend backend) {
    var stores = new Stores(backend);
    batch = new StreamBatch(new StreamImages(backend.environment()), backend.log());
    gate = stores.gate();
    trail = stores.audit();
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    var origin = Origin.system("audit", context.getAwsRequestId());
    return batch.handle(
        event,
        context.getAwsRequestId(),
        (partition, changes) ->
            gate.forRecord(partition, origin)
                .ifPresent(
                    scope ->
                        trail.append(
                            scope,
                            changes.stream()
                                .map(deriving::entry)
                                .flatMap(Optional::stream)
                                .toList())));
  }
}
