package com.stash.documents;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;

/** Expires announced documents whose bytes did not come. */
public final class ExpiringUploads {
  /** An upload that began in time may end a little later. */
  private static final Duration SLACK = Duration.ofMinutes(15);

  private static final int AT_ONCE = 100;

  private final Documents documents;
  private final Transactions transactions;
  private final Clock clock;

  public ExpiringUploads(Documents documents, Transactions transactions, Clock clock) {
    this.documents = documents;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Expires what is overdue and returns how many; at most 100, the rest at the next call. */
  public int expire(TenantScope scope) {
    int expired = 0;
    for (var id : documents.awaited(scope, AT_ONCE)) {
      var document = documents.find(scope, id).orElse(null);
      var until = document == null ? null : document.uploadUntil();
      if (document == null || until == null) {
        continue;
      }
      var now = clock.instant();
      if (now.isBefore(until.plus(SLACK))) {
        return expired;
      }
      var why = new Reason("upload_expired", "No bytes came until " + until + ".");
      var change = new Replace(document.expired(why, scope.changed(document.stamp(), now)));
      if (transactions.commit(scope, change) instanceof Verdict.Committed) {
        expired++;
      }
    }
    return expired;
  }
}
