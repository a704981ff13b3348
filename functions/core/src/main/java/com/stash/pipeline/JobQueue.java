package com.stash.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The queue of jobs; messages of one tenant form one group, served fairly among the others. */
public interface JobQueue {
  /** A message and how long it should wait, at most 15 minutes. */
  record Delayed(JobMessage message, Duration delay) {}

  /** Sends messages and returns the ones that were not taken. */
  Set<Delayed> send(List<Delayed> messages);
}
