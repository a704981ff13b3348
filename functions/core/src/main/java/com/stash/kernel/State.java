package com.stash.kernel;

import java.util.Locale;

/** A state of a state machine; the edges are stated once, in {@link #mayBecome}. */
public interface State<S extends Enum<S> & State<S>> {
  boolean mayBecome(S next);

  String name();

  /** The name in items and answers. */
  default String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the next state; throws {@link IllegalStateException} when there is no such edge. */
  default S become(S next) {
    if (!mayBecome(next)) {
      throw new IllegalStateException("no way from " + wire() + " to " + next.wire());
    }
    return next;
  }
}
