package com.stash.store;

import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.processors.ProcessorRef;
import com.stash.processors.ProcessorSwitches;
import com.stash.processors.RegisteredProcessor;
import com.stash.processors.RegisteredProcessor.Status;
import com.stash.processors.RegisteredProcessors;
import com.stash.tenancy.Gate;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers for a few seconds which of the platform's processors are switched off. */
final class CachedProcessorSwitches implements ProcessorSwitches {
  private static final Origin READING = Origin.system("switches", "switches");

  private final RegisteredProcessors registry;
  private final Gate gate;
  private final Cache<Status, Set<ProcessorRef>> off;

  CachedProcessorSwitches(RegisteredProcessors registry, Gate gate, Clock clock) {
    this.registry = registry;
    this.gate = gate;
    this.off = new Cache<>(1, CachedTenantDirectory.REMEMBERED, clock);
  }

  @Override
  public boolean isOn(ProcessorRef processor) {
    return !off.get(Status.DISABLED, this::read).contains(processor);
  }

  private Set<ProcessorRef> read(Status status) {
    var first = Page.Request.first(Page.Request.MOST);
    return registry.list(gate.forPlatform(READING), first).items().stream()
        .filter(processor -> processor.status() == status)
        .map(RegisteredProcessor::definition)
        .map(definition -> definition.ref())
        .collect(Collectors.toUnmodifiableSet());
  }
}
