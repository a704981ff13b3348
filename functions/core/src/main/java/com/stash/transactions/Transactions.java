package com.stash.transactions;

import com.stash.tenancy.TenantScope;
import java.util.List;

/** Writes changes of one tenant's items together. */
public interface Transactions {
  /**
   * Makes all changes or none; at most 100. A repeat of a transaction that was stored but whose
   * reply was lost counts as committed.
   */
  Verdict commit(TenantScope scope, List<Change> changes);

  default Verdict commit(TenantScope scope, Change... changes) {
    return commit(scope, List.of(changes));
  }
}
