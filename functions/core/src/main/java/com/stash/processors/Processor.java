package com.stash.processors;

/** A unit of work a pipeline step can name. Implementations are stateless and thread-safe. */
public interface Processor {
  /** Which processor this is. */
  ProcessorRef ref();

  /**
   * Does the work of one step.
   *
   * @throws InterruptedException when the step's time is over; the runner counts it as a time-out
   */
  Result run(Task task) throws InterruptedException;
}
