package com.stash.usage;

import com.stash.kernel.Ids;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Outcome;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a tenant credits, or takes some back. */
public final class GrantingCredits {
  private final Transactions transactions;
  private final UsageBook usage;
  private final Ids ids;
  private final Clock clock;

  public GrantingCredits(Transactions transactions, UsageBook usage, Ids ids, Clock clock) {
    this.transactions = transactions;
    this.usage = usage;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the grant, or the one that the same request made before. */
  public Outcome<CreditGrant> grant(
      TenantScope scope, MicroCredits amount, String reason, @Nullable IdempotencyKey idempotency) {
    var stamp = scope.created(clock.instant());
    var grant = new CreditGrant(ids.ulid(), amount, reason, stamp);
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(grant.id(), stamp)));
    }
    changes.add(new Create(grant));
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> Outcome.done(booked(scope, grant));
      case Verdict.Clashed(Create(Claim claim), Claim before)
          when Objects.equals(claim.fingerprint(), before.fingerprint()) ->
          Outcome.done(
              booked(scope, new CreditGrant(before.owner(), amount, reason, before.stamp())));
      case Verdict.Clashed _ -> Outcome.refused(IdempotencyKey.mismatch());
    };
  }

  /** Books what the stream books too, so that it counts at once. */
  private CreditGrant booked(TenantScope scope, CreditGrant grant) {
    usage.record(
        scope,
        List.of(
            UsageEvent.ofGrant(
                grant.id(), grant.amount(), grant.stamp().createdAt(), scope.origin())));
    return grant;
  }
}
