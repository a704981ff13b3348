package com.stash.identity;

import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends API keys: at once, or after an overlap with the key that takes their place. */
public final class EndingKeys {
  private final ApiKeys keys;
  private final Remembering memory;
  private final MakersBounds bounds;
  private final Ids ids;
  private final Random secrets;
  private final Clock clock;

  /** Draws the keys' secrets from {@code secrets}. */
  public EndingKeys(
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

  /**
   * How a key gives way.
   *
   * @param overlap how long both work
   * @param expiresAt when the new one ends; {@code null} for when the old one would have
   */
  public record Turn(Duration overlap, @Nullable Instant expiresAt) {}

  /** Makes a key with the same name and rights; the old one works on for the overlap. */
  public Outcome<NewKey> rotate(
      TenantScope scope,
      Caller maker,
      String id,
      long version,
      Turn turn,
      @Nullable IdempotencyKey request) {
    return memory.orBefore(
        scope,
        request,
        living(scope, id, version, ApiKeyState.ROTATING)
            .flatMap(key -> rotated(scope, maker, key, turn, request)),
        next -> found(scope, next).map(key -> new NewKey(key, null)));
  }

  private Outcome<NewKey> rotated(
      TenantScope scope, Caller maker, ApiKey key, Turn turn, @Nullable IdempotencyKey request) {
    var now = clock.instant();
    var end = turn.expiresAt() == null ? key.expiresAt() : turn.expiresAt();
    var refusal = bounds.check(scope, maker, key.rights(), end, now);
    if (refusal.isPresent()) {
      return Outcome.refused(refusal.get());
    }
    var text = ApiKeyText.create(scope.tenant(), ids.ulid(), secrets);
    var next = ApiKey.of(text, key.name(), key.rights(), end, scope.created(now));
    var old = key.rotatedTo(next.id(), now.plus(turn.overlap()), scope.changed(key.stamp(), now));
    return written(
        scope,
        request,
        next,
        List.of(new Replace(old), new Create(next)),
        () -> new NewKey(next, text));
  }

  /** Ends a key now, whoever made it. */
  public Outcome<ApiKey> revoke(
      TenantScope scope, String id, long version, @Nullable IdempotencyKey request) {
    return memory.orBefore(
        scope,
        request,
        living(scope, id, version, ApiKeyState.REVOKED)
            .flatMap(
                key -> {
                  var stamp = scope.changed(key.stamp(), clock.instant());
                  var revoked = key.become(ApiKeyState.REVOKED, stamp);
                  return written(
                      scope, request, revoked, List.of(new Replace(revoked)), () -> revoked);
                }),
        same -> found(scope, same));
  }

  private <T> Outcome<T> written(
      TenantScope scope,
      @Nullable IdempotencyKey request,
      ApiKey made,
      List<Change> changes,
      Supplier<T> result) {
    return switch (memory.commit(scope, request, made.id(), made.stamp(), changes)) {
      case Verdict.Committed() -> Outcome.done(result.get());
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  private Outcome<ApiKey> living(TenantScope scope, String id, long version, ApiKeyState next) {
    return found(scope, id)
        .flatMap(
            key -> {
              var state = key.stateAt(clock.instant());
              if (key.version() != version) {
                return Outcome.refused(Refusal.stale());
              }
              return state.mayBecome(next)
                  ? Outcome.done(key)
                  : Outcome.refused(Refusal.wrongState("The key", state));
            });
  }

  private Outcome<ApiKey> found(TenantScope scope, String id) {
    Optional<ApiKey> found = keys.find(scope, id);
    return found.map(Outcome::done).orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
