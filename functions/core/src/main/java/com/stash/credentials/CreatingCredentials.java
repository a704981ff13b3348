package com.stash.credentials;

import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates credentials. The place and the key are the identity, so the write itself finds what is
 * there already; a place that is empty is filled again, its version numbers go on.
 */
public final class CreatingCredentials {
  private final Transactions transactions;
  private final Places places;
  private final SealingValues values;
  private final Clock clock;

  public CreatingCredentials(
      Transactions transactions,
      Places places,
      Sealer sealer,
      Fingerprints fingerprints,
      Clock clock) {
    this.transactions = transactions;
    this.places = places;
    this.values = new SealingValues(sealer, fingerprints);
    this.clock = clock;
  }

  /** What is asked for, but for the value; the fields are those of {@link Credential}. */
  public record Wish(
      CredentialScope scope,
      String name,
      String provider,
      boolean endsSearch,
      @Nullable Tier sharedFrom,
      @Nullable Instant expiresAt) {}

  /**
   * Returns the new credential, or the one that the same request made before. Without a value it is
   * a marker that ends the search at its place.
   */
  public Outcome<Credential> create(
      TenantScope scope, Wish wish, @Nullable Secret value, @Nullable IdempotencyKey idempotency) {
    var system = wish.scope().level() == Level.SYSTEM;
    if (!wish.scope().fits(scope) || !(system || places.exists(scope, wish.scope()))) {
      return Outcome.refused(Refusal.invalid("/scopeId", "There is nothing of this id."));
    }
    var stamp = scope.created(clock.instant());
    if (value == null) {
      return wish.endsSearch()
          ? written(scope, marker(wish, stamp), wish, null, null)
          : Outcome.refused(Refusal.invalid("/value", "A value is expected."));
    }
    if (wish.expiresAt() != null && !wish.expiresAt().isAfter(stamp.createdAt())) {
      return Outcome.refused(Refusal.invalid("/expiresAt", "It is in the past."));
    }
    return SealingValues.check(value)
        .flatMap(
            secret ->
                written(
                    scope,
                    filled(scope, wish, List.of(), secret, idempotency, stamp),
                    wish,
                    secret,
                    idempotency));
  }

  /** Writes a first version where nothing is, or a next one over what was empty. */
  private Outcome<Credential> written(
      TenantScope scope,
      Credential credential,
      Wish wish,
      @Nullable Secret value,
      @Nullable IdempotencyKey idempotency) {
    var first = credential.version() == 1;
    var change = first ? new Create(credential) : new Replace(credential);
    return switch (transactions.commit(scope, change)) {
      case Verdict.Committed() -> Outcome.done(credential);
      case Verdict.Clashed(var _, Credential there) ->
          there.state() == CredentialState.EMPTY && first
              ? again(scope, there, wish, value, idempotency)
              : repeated(scope, there, wish, value, idempotency);
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  /** Fills what is empty; a marker where there is one is there already. */
  private Outcome<Credential> again(
      TenantScope scope,
      Credential empty,
      Wish wish,
      @Nullable Secret value,
      @Nullable IdempotencyKey idempotency) {
    var stamp = scope.changed(empty.stamp(), clock.instant());
    if (value == null) {
      return empty.endsSearch()
          ? Outcome.done(empty)
          : written(scope, empty.emptied(true, stamp), wish, null, idempotency);
    }
    if (idempotency != null && empty.madeBy(SealingValues.hash(idempotency)).isPresent()) {
      return repeated(scope, empty, wish, value, idempotency);
    }
    var filled = filled(scope, wish, empty.versions(), value, idempotency, stamp);
    return written(scope, filled, wish, value, idempotency);
  }

  /** Returns what the same request made; compares values by their fingerprints. */
  private Outcome<Credential> repeated(
      TenantScope scope,
      Credential there,
      Wish wish,
      @Nullable Secret value,
      @Nullable IdempotencyKey idempotency) {
    if (value == null || idempotency == null) {
      return Outcome.refused(taken(wish));
    }
    var print = values.fingerprint(scope, wish.scope(), wish.name(), value);
    return there
        .madeBy(SealingValues.hash(idempotency))
        .map(
            made ->
                made.fingerprint().equals(print)
                        && Objects.equals(made.expiresAt(), wish.expiresAt())
                        && there.provider().equals(wish.provider())
                    ? Outcome.done(there)
                    : Outcome.<Credential>refused(IdempotencyKey.mismatch()))
        .orElseGet(() -> Outcome.refused(taken(wish)));
  }

  private Credential filled(
      TenantScope scope,
      Wish wish,
      List<ValueVersion> before,
      Secret value,
      @Nullable IdempotencyKey idempotency,
      Stamp stamp) {
    var versions = new ArrayList<ValueVersion>();
    var number = before.stream().mapToLong(ValueVersion::number).max().orElse(0) + 1;
    var place = new Place(wish.scope(), wish.name(), number);
    versions.add(
        values.seal(scope, place, Stage.CURRENT, value, wish.expiresAt(), idempotency, stamp));
    versions.addAll(before);
    return new Credential(
        wish.scope(),
        wish.name(),
        wish.provider(),
        CredentialState.ACTIVE,
        wish.endsSearch(),
        wish.sharedFrom(),
        versions,
        List.of(),
        stamp);
  }

  private static Credential marker(Wish wish, Stamp stamp) {
    return new Credential(
        wish.scope(),
        wish.name(),
        wish.provider(),
        CredentialState.EMPTY,
        true,
        null,
        List.of(),
        List.of(),
        stamp);
  }

  private static Refusal taken(Wish wish) {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "credential_exists",
        "There is a credential %s at this place. Rotate it to give it a new value."
            .formatted(wish.name()),
        "/key");
  }
}
