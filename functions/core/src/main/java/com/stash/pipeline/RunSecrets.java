package com.stash.pipeline;

import com.stash.campaigns.Step;
import com.stash.credentials.Asker;
import com.stash.credentials.JobCredentials;
import com.stash.credentials.ResolvingCredentials;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.ProcessorRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The credentials of one run: each processor's own, searched and opened only when a step asks.
 * Closing it writes down how often each was used.
 */
final class RunSecrets implements AutoCloseable {
  private final Map<ProcessorRef, JobCredentials> asked = new LinkedHashMap<>();
  private final ResolvingCredentials resolving;
  private final BuiltInProcessors definitions;
  private final Run run;

  RunSecrets(ResolvingCredentials resolving, BuiltInProcessors definitions, Run run) {
    this.resolving = resolving;
    this.definitions = definitions;
    this.run = run;
  }

  /** Returns what a step may ask for; close it when the step is over. */
  StepSecrets of(Step step) {
    return new StepSecrets(run.scope(), asked.computeIfAbsent(step.processor(), this::credentials));
  }

  private JobCredentials credentials(ProcessorRef processor) {
    var keys = definitions.find(processor).map(d -> d.credentialKeys()).orElse(List.of());
    var job = run.job().id();
    return resolving.of(Asker.of(processor.slug(), keys, job.campaign().value(), job.value()));
  }

  @Override
  public void close() {
    asked.values().forEach(credentials -> credentials.finish(run.scope()));
  }
}
