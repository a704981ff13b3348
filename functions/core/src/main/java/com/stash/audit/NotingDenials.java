package com.stash.audit;

import com.stash.kernel.Ids;
import com.stash.kernel.Log;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notes refusals for the audit log, five a second for a tenant and instance. What comes beyond is
 * counted, and the count is noted with the tenant's next refusal in a later second. A note that
 * cannot be written is logged and fails no answer.
 */
public final class NotingDenials {
  /** How many refusals of a tenant one instance notes singly in a second. */
  public static final int MOST_A_SECOND = 5;

  /** The code of an entry that stands for several. */
  public static final String MORE = "more_refusals";

  private static final int MOST_TENANTS = 1_000;

  private record Second(Instant second, int noted, long left) {}

  private final Map<TenantId, Second> seconds =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Second> eldest) {
          return size() > MOST_TENANTS;
        }
      };

  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;
  private final Log log;

  public NotingDenials(Transactions transactions, Ids ids, Clock clock, Log log) {
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.log = log;
  }

  /** Notes a refusal; the arguments are those of {@link Denial}. */
  public void note(TenantScope scope, String operation, String subject, String code) {
    var now = clock.instant();
    try {
      var left = takeTurn(scope.tenant(), now.truncatedTo(ChronoUnit.SECONDS));
      if (left < 0) {
        return;
      }
      if (left > 0) {
        write(scope, new Denial(ids.ulid(), "", "", MORE, left, scope.created(now)));
      }
      write(scope, new Denial(ids.ulid(), operation, subject, code, 1, scope.created(now)));
    } catch (RuntimeException e) {
      log.error("denial_not_noted", scope.tenant().value(), scope.origin().requestId(), e);
    }
  }

  private void write(TenantScope scope, Denial denial) {
    transactions.commit(scope, new Create(denial)).orThrow();
  }

  /** Returns how many were left out before, or -1 when this one is to be left out, too. */
  private synchronized long takeTurn(TenantId tenant, Instant second) {
    var before = seconds.get(tenant);
    if (before == null || !before.second().equals(second)) {
      seconds.put(tenant, new Second(second, 1, 0));
      return before == null ? 0 : before.left();
    }
    if (before.noted() < MOST_A_SECOND) {
      seconds.put(tenant, new Second(second, before.noted() + 1, 0));
      return 0;
    }
    seconds.put(tenant, new Second(second, before.noted(), before.left() + 1));
    return -1;
  }
}
