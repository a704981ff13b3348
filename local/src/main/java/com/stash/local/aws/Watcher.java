package com.stash.local.aws;

/**
 * Sees the calls of the embedded services. Whoever wants to names a class of this type as a
 * service, as tests do; {@code ./stash} has none.
 */
public interface Watcher {
  /** Returns a client that does what the given one does, and is seen doing it. */
  <C> C watch(Class<C> type, C client);
}
