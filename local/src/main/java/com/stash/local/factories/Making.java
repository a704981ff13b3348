package com.stash.local.factories;

import com.stash.kernel.Ids;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import java.time.Instant;

/** What all factories make with. */
record Making(Backend backend, Stores stores, Ids ids) {
  Making(Backend backend, Stores stores) {
    this(backend, stores, new Ids(backend.clock(), backend.random()));
  }

  Instant now() {
    return backend.clock().instant();
  }

  /** Writes changes together; a clash would be a surprise, for all ids are new. */
  void write(TenantScope scope, Change... changes) {
    stores.transactions().commit(scope, changes).orThrow();
  }
}
