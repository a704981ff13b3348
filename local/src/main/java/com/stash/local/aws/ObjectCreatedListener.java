package com.stash.local.aws;

/** Receives object-created events, possibly more than once and on several threads. */
@FunctionalInterface
public interface ObjectCreatedListener {
  /** Delivers one event; any exception means that it is delivered again later. */
  void deliver(ObjectCreated event) throws Exception;
}
