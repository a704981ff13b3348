package com.stash.processors;

/** Which processors are switched on, for new pipelines and for steps that are about to run. */
@FunctionalInterface
public interface ProcessorSwitches {
  /** All of them. */
  ProcessorSwitches ALL_ON = _ -> true;

  /** The answer may be some seconds old. */
  boolean isOn(ProcessorRef processor);
}
