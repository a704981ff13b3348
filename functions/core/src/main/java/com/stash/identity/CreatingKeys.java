package com.stash.identity;

import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Creates API keys. No key can do what its maker cannot, nor longer, nor from elsewhere. */
public final class CreatingKeys {
  private final ApiKeys keys;
  private final Remembering memory;
  private final MakersBounds bounds;
  private final Ids ids;
  private final Random secrets;
  private final Clock clock;

  /** Draws the keys' secrets from {@code secrets}. */
  public CreatingKeys(
      ApiKeys keys,
      Transactions transactions,
      Claims claims,
      Ids ids,
      Random secrets,
      Clock clock) {
    this.keys = keys;
    this.memory = new Remembering(transactions, claims);
    this.bounds = new MakersBounds(keys);
    this.ids = ids;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What is asked for; the fields are those of {@link ApiKey}. */
  public record Wish(String name, KeyRights rights, @Nullable Instant expiresAt) {}

  /**
   * Returns the new key with its text, or without it the key that the same request made before: the
   * text is kept nowhere.
   */
  public Outcome<NewKey> create(
      TenantScope scope, Caller maker, Wish wish, @Nullable IdempotencyKey request) {
    var stamp = scope.created(clock.instant());
    var first =
        bounds
            .check(scope, maker, wish.rights(), wish.expiresAt(), stamp.createdAt())
            .<Outcome<NewKey>>map(Outcome::refused)
            .orElseGet(() -> written(scope, wish, request, stamp));
    return memory.orBefore(scope, request, first, id -> again(scope, id));
  }

  private Outcome<NewKey> written(
      TenantScope scope, Wish wish, @Nullable IdempotencyKey request, Stamp stamp) {
    var text = ApiKeyText.create(scope.tenant(), ids.ulid(), secrets);
    var key = ApiKey.of(text, wish.name(), wish.rights(), wish.expiresAt(), stamp);
    return switch (memory.commit(scope, request, key.id(), stamp, List.of(new Create(key)))) {
      case Verdict.Committed() -> Outcome.done(new NewKey(key, text));
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  private Outcome<NewKey> again(TenantScope scope, String id) {
    return Outcome.done(new NewKey(keys.find(scope, id).orElseThrow(), null));
  }
}
