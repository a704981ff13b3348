package com.stash.credentials;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;

/**
 * Expires what is over and retires previous versions whose time of grace has passed. Nothing waits
 * for it: what is over does not resolve, and what is retired does not roll back, by the clock.
 */
public final class SweepingCredentials {
  private static final int AT_ONCE = 100;

  private final Credentials credentials;
  private final Transactions transactions;
  private final Clock clock;

  public SweepingCredentials(Credentials credentials, Transactions transactions, Clock clock) {
    this.credentials = credentials;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns how many were changed; at most 100, the rest at the next call. */
  public int sweep(TenantScope scope) {
    int swept = 0;
    var now = clock.instant();
    for (var id : credentials.due(scope, AT_ONCE)) {
      var there = credentials.find(scope, id).orElse(null);
      if (there == null || there.due().isEmpty()) {
        continue;
      }
      if (there.due().get().isAfter(now)) {
        return swept;
      }
      var next = swept(scope, there, now);
      if (transactions.commit(scope, new Replace(next)) instanceof Verdict.Committed) {
        swept++;
      }
    }
    return swept;
  }

  private static Credential swept(TenantScope scope, Credential there, Instant now) {
    var stamp = scope.changed(there.stamp(), now);
    var kept = there.with(Versions.swept(there.versions(), now), stamp);
    return there.isOver(now) ? kept.become(CredentialState.EXPIRED, stamp) : kept;
  }
}
