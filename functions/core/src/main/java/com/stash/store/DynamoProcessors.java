package com.stash.store;

import com.stash.kernel.Page;
import com.stash.processors.RegisteredProcessor;
import com.stash.processors.RegisteredProcessors;
import com.stash.tenancy.TenantScope;

/** The processor registry in DynamoDB. */
public final class DynamoProcessors implements RegisteredProcessors {
  private final EntityTable<RegisteredProcessor> processors;

  public DynamoProcessors(DynamoTables tables) {
    this.processors = tables.of(RegisteredProcessor.class);
  }

  @Override
  public Page<RegisteredProcessor> list(TenantScope scope, Page.Request request) {
    return processors.newestFirst(scope, "", request);
  }
}
