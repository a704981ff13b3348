package com.stash.kernel;

/**
 * A record that is stored as one item of its own table. It does not carry its tenant: an item's
 * partition comes from the scope it is read or written under, so that a record of one tenant cannot
 * be written to another.
 */
public interface Entity {
  /** The sort key within the tenant: an id, or ids joined by {@code #}; never a client's text. */
  String key();

  Stamp stamp();

  default long version() {
    return stamp().version();
  }
}
