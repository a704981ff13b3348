package com.stash.processors;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** The processor registry of a tenant, or of the platform for the system's processors. */
public interface RegisteredProcessors {
  Optional<RegisteredProcessor> find(TenantScope scope, ProcessorRef ref);

  Page<RegisteredProcessor> list(TenantScope scope, Page.Request request);
}
