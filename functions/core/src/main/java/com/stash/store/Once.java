package com.stash.store;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made when it is first asked for, and kept. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> making;
  private @Nullable T made;

  Once(Supplier<T> making) {
    this.making = making;
  }

  @Override
  public synchronized T get() {
    if (made == null) {
      made = making.get();
    }
    return made;
  }
}
