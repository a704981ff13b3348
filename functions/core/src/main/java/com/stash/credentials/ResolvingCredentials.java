package com.stash.credentials;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Transactions;
import java.time.Clock;

/** Lets processors have the values of the credentials that they are registered for. */
public final class ResolvingCredentials {
  private final SearchingCredentials searching;
  private final Sealer sealer;
  private final Transactions transactions;
  private final Clock clock;

  public ResolvingCredentials(
      SearchingCredentials searching, Sealer sealer, Transactions transactions, Clock clock) {
    this.searching = searching;
    this.sealer = sealer;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns what one processor of one job may ask; {@link JobCredentials#finish} it at the end. */
  public JobCredentials of(Asker asker) {
    return new JobCredentials(asker, searching, sealer, new RecordingUses(transactions, clock));
  }

  /** Returns how a search goes, without opening anything. */
  public Search explain(TenantScope scope, Asker asker, String name) {
    return searching.search(scope, asker.processor(), asker.campaign(), name);
  }
}
