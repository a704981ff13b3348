package com.stash.transactions;

import com.stash.kernel.Outcome;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes an effect and the memory of its request together, and remembers when it comes again. */
public record Remembering(Transactions transactions, Claims claims) {
  /**
   * Commits the changes.
   *
   * @param owner the id of what the request made or changed
   */
  public Verdict commit(
      TenantScope scope,
      @Nullable IdempotencyKey request,
      String owner,
      Stamp stamp,
      List<Change> effect) {
    var changes = new ArrayList<Change>();
    if (request != null) {
      changes.add(
          new Create(request.claim(owner, Stamp.first(stamp.changedBy(), stamp.updatedAt()))));
    }
    changes.addAll(effect);
    return transactions.commit(scope, changes);
  }

  /**
   * Returns an outcome, or instead of a refusal what the same request did before. Nothing is read
   * but when the first try is refused.
   */
  public <T> Outcome<T> orBefore(
      TenantScope scope,
      @Nullable IdempotencyKey request,
      Outcome<T> outcome,
      Function<String, Outcome<T>> again) {
    if (request == null || outcome instanceof Outcome.Done<T>) {
      return outcome;
    }
    return claims
        .find(scope, request.claimKey())
        .map(
            before ->
                Objects.equals(before.fingerprint(), request.body())
                    ? again.apply(before.owner())
                    : Outcome.<T>refused(IdempotencyKey.mismatch()))
        .orElse(outcome);
  }
}
