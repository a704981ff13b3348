package com.stash.transactions;

import com.stash.kernel.Entity;
import org.jspecify.annotations.Nullable;

/** Whether a transaction happened. */
public sealed interface Verdict {
  /** All changes are stored. */
  record Committed() implements Verdict {}

  /**
   * Nothing is stored.
   *
   * @param change the first change that could not be made
   * @param existing the item that stands there now; {@code null} when there is none
   */
  record Clashed(Change change, @Nullable Entity existing) implements Verdict {}

  /** Returns normally when all is stored; throws where a clash would be a surprise. */
  default void orThrow() {
    if (this instanceof Clashed clash) {
      throw new IllegalStateException("a change clashed: " + clash.change());
    }
  }
}
