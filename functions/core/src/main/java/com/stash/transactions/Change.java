package com.stash.transactions;

import com.stash.kernel.Entity;
import java.time.Instant;

/** One change within a transaction. */
public sealed interface Change {
  /** Puts a new item; clashes when its key is taken. */
  record Create(Entity entity) implements Change {}

  /** Puts the next version of an item; clashes unless the stored one is the version before it. */
  record Replace(Entity entity) implements Change {
    public Replace {
      if (entity.version() < 2) {
        throw new IllegalArgumentException("only a second or later version replaces an item");
      }
    }
  }

  /** Changes nothing; clashes unless the stored item is exactly this version. */
  record Require(Entity entity) implements Change {}

  /**
   * Takes a platform-wide name for the scope's tenant; clashes when it is taken. A name that was
   * given up can be taken from its time on, by the tenant that had it at once.
   */
  record TakeName(NameKind kind, String name, Instant now) implements Change {}

  /** Gives a name of the scope's tenant up; others can take it from a time on. */
  record ReleaseName(NameKind kind, String name, Instant freeFrom) implements Change {}

  /** Counts one more running job; clashes when as many run as may. */
  record TakeSlot(int most) implements Change {}

  /** Counts one running job less, in the transaction that ends it or puts it back. */
  record FreeSlot() implements Change {}

  /** The kinds of platform-wide names. */
  enum NameKind {
    /** A host name. */
    HOST,
    /** A tenant's slug. */
    SLUG,
    /** A tenant's id, for the list of all tenants. */
    TENANT
  }
}
