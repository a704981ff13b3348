package com.stash.store;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.util.List;

/**
 * Commits the same changes again when the reply was lost: stored changes that come again count as
 * committed, so that nothing happens twice.
 */
record RepeatingTransactions(Transactions transactions, Repeating repeating)
    implements Transactions {
  @Override
  public Verdict commit(TenantScope scope, List<Change> changes) {
    return repeating.call(() -> transactions.commit(scope, changes));
  }
}
