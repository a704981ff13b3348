package com.stash.processors;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.RegisteredProcessor.Status;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claim;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Switches the platform's processors off and on. One that was never switched has no row, and is on.
 */
public final class SwitchingProcessors {
  private final RegisteredProcessors registry;
  private final Transactions transactions;
  private final Clock clock;

  public SwitchingProcessors(
      RegisteredProcessors registry, Transactions transactions, Clock clock) {
    this.registry = registry;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns the processor with its new status; {@code platform} is the platform's own scope. */
  public Outcome<RegisteredProcessor> become(
      TenantScope platform,
      Definition definition,
      Status status,
      @Nullable IdempotencyKey idempotency) {
    var now = clock.instant();
    var before = registry.find(platform, definition.ref()).orElse(null);
    var stamp = before == null ? platform.created(now) : platform.changed(before.stamp(), now);
    var next = new RegisteredProcessor(definition, "built-in", true, status, stamp);
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(next.key(), platform.created(now))));
    }
    changes.add(before == null ? new Create(next) : new Replace(next));
    return switch (transactions.commit(platform, changes)) {
      case Verdict.Committed() -> Outcome.done(next);
      case Verdict.Clashed(Create(Claim claim), Claim kept) ->
          Objects.equals(claim.fingerprint(), kept.fingerprint())
              ? Outcome.done(registry.find(platform, definition.ref()).orElseThrow())
              : Outcome.refused(IdempotencyKey.mismatch());
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }
}
