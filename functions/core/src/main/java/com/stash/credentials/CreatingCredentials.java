package com.stash.credentials;

import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates credentials. The place and the key are the identity, so the write itself finds what is
 * there already; a place that is empty is filled again, its version numbers go on.
 */
public final class CreatingCredentials {
  private static final int LONGEST_PROVIDER = 80;

  private final Remembering memory;
  private final Credentials credentials;
  private final Places places;
  private final SealingValues values;
  private final Clock clock;

  public CreatingCredentials(
      Transactions transactions,
      Claims claims,
      Credentials credentials,
      Places places,
      Sealer sealer,
      Fingerprints fingerprints,
      Clock clock) {
    this.memory = new Remembering(transactions, claims);
    this.credentials = credentials;
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
      @Nullable Instant expiresAt) {
    private CredentialId id() {
      return CredentialId.of(scope, name);
    }

    /** The body's own hash is a hash of the secret, and is not kept. */
    private IdempotencyKey asked(IdempotencyKey request, String print) {
      return new IdempotencyKey(
          request.operation(),
          request.key(),
          Sha256.ofParts(
              scope.toString(),
              name,
              provider,
              String.valueOf(endsSearch),
              String.valueOf(sharedFrom),
              String.valueOf(expiresAt),
              print));
    }
  }

  /** A credential that is to be written, and the memory of the request that asked for it. */
  private record Draft(
      Wish wish, @Nullable Secret value, String print, @Nullable IdempotencyKey request) {}

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
    if (value != null) {
      var tooMuch = SealingValues.fault(value);
      if (tooMuch.isPresent()) {
        return Outcome.refused(tooMuch.get());
      }
    }
    var print = value == null ? "" : values.fingerprint(scope, wish.scope(), wish.name(), value);
    var request = idempotency == null ? null : wish.asked(idempotency, print);
    return memory.orBefore(
        scope,
        request,
        created(scope, new Draft(wish, value, print, request)),
        _ ->
            credentials
                .find(scope, wish.id())
                .<Outcome<Credential>>map(Outcome::done)
                .orElseGet(() -> Outcome.refused(Refusal.notFound())));
  }

  private Outcome<Credential> created(TenantScope scope, Draft draft) {
    var now = clock.instant();
    return fault(draft.wish(), draft.value(), now)
        .<Outcome<Credential>>map(Outcome::refused)
        .orElseGet(
            () ->
                filled(scope, draft, List.of(), scope.created(now))
                    .flatMap(credential -> written(scope, draft, credential)));
  }

  private static Optional<Refusal> fault(Wish wish, @Nullable Secret value, Instant now) {
    if (wish.provider().isBlank()
        || wish.provider().length() > LONGEST_PROVIDER
        || wish.provider().chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          Refusal.invalid(
              "/provider", "One line of 1 to %d characters.".formatted(LONGEST_PROVIDER)));
    }
    if (value == null && !(wish.endsSearch() && wish.expiresAt() == null)) {
      return Optional.of(
          Refusal.invalid("/value", "A value is expected; only a marker, final, has none."));
    }
    return SealingValues.fault(wish.expiresAt(), now);
  }

  /** Writes a first version where nothing is, or a next one over what was empty. */
  private Outcome<Credential> written(TenantScope scope, Draft draft, Credential credential) {
    var first = credential.version() == 1;
    var change = first ? new Create(credential) : new Replace(credential);
    var verdict =
        memory.commit(
            scope, draft.request(), credential.key(), credential.stamp(), List.of(change));
    return switch (verdict) {
      case Verdict.Committed() -> Outcome.done(credential);
      case Verdict.Clashed(var _, Credential there) when there.equals(credential) ->
          Outcome.done(there);
      case Verdict.Clashed(var _, Credential there)
          when there.state() == CredentialState.EMPTY && first ->
          again(scope, draft, there);
      case Verdict.Clashed(var _, Credential _) -> Outcome.refused(taken(draft.wish()));
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  /** Fills what is empty; a marker where there is one is there already. */
  private Outcome<Credential> again(TenantScope scope, Draft draft, Credential empty) {
    var stamp = scope.changed(empty.stamp(), clock.instant());
    if (draft.value() != null) {
      return filled(scope, draft, empty.versions(), stamp)
          .flatMap(credential -> written(scope, draft, credential));
    }
    return empty.endsSearch()
        ? Outcome.refused(taken(draft.wish()))
        : written(scope, draft, empty.emptied(true, stamp));
  }

  private Outcome<Credential> filled(
      TenantScope scope, Draft draft, List<ValueVersion> before, Stamp stamp) {
    var wish = draft.wish();
    if (draft.value() == null) {
      return Outcome.done(marker(wish, stamp));
    }
    var number = before.stream().mapToLong(ValueVersion::number).max().orElse(0) + 1;
    return values
        .seal(
            scope,
            new Place(wish.scope(), wish.name(), number),
            Stage.CURRENT,
            draft.value(),
            draft.print(),
            wish.expiresAt(),
            stamp)
        .map(
            made ->
                new Credential(
                    wish.scope(),
                    wish.name(),
                    wish.provider(),
                    CredentialState.ACTIVE,
                    wish.endsSearch(),
                    wish.sharedFrom(),
                    Versions.filled(before, made),
                    List.of(),
                    stamp));
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
