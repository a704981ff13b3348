package com.stash.store;

import com.stash.kernel.Page;
import com.stash.processors.ProcessorRef;
import com.stash.processors.RegisteredProcessor;
import com.stash.processors.RegisteredProcessors;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** The processor registry in DynamoDB. */
public final class DynamoProcessors implements RegisteredProcessors {
  private final EntityTable<RegisteredProcessor> processors;

  public DynamoProcessors(DynamoTables tables) {
    this.processors = tables.of(RegisteredProcessor.class);
  }

  @Override
  public Optional<RegisteredProcessor> find(TenantScope scope, ProcessorRef ref) {
    return processors.find(scope, RegisteredProcessor.key(ref));
  }

  @Override
  public Page<RegisteredProcessor> list(TenantScope scope, Page.Request request) {
    return processors.newestFirst(scope, "", request);
  }
}
