package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.stash.kernel.Origin;
import com.stash.kernel.RowChange;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.usage.DerivingUsage;
import com.stash.usage.Prices;
import com.stash.usage.UsageBook;
import java.util.List;

/** Books what the streams say was used. */
public final class UsageHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final StreamBatch batch;
  private final Gate gate;
  private final DerivingUsage deriving;
  private final UsageBook book;

  public UsageHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public UsageHandler(Backend backend) {
    var stores = new Stores(backend);
    batch = new StreamBatch(new StreamImages(backend.environment()), backend.log());
    gate = stores.gate();
    deriving = new DerivingUsage(Prices.CURRENT);
    book = stores.usage();
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    var origin = Origin.system("usage", context.getAwsRequestId());
    return batch.handle(
        event,
        context.getAwsRequestId(),
        (partition, changes) ->
            gate.forRecord(partition, origin).ifPresent(scope -> book(scope, changes)));
  }

  private void book(TenantScope scope, List<RowChange> changes) {
    var events =
        changes.stream().flatMap(change -> deriving.events(scope, change).stream()).toList();
    book.record(scope, events);
  }
}
