package com.stash.credentials;

import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a credential new values: at once, or staged first and promoted later; and takes the last
 * step back while the previous value is kept. Each step is one conditional write of one item, so a
 * cut between two steps leaves one current version, and a step that is repeated happens once.
 */
public final class RotatingCredentials {
  private final Credentials credentials;
  private final Transactions transactions;
  private final SealingValues values;
  private final Clock clock;

  public RotatingCredentials(
      Credentials credentials,
      Transactions transactions,
      Sealer sealer,
      Fingerprints fingerprints,
      Clock clock) {
    this.credentials = credentials;
    this.transactions = transactions;
    this.values = new SealingValues(sealer, fingerprints);
    this.clock = clock;
  }

  /**
   * How to bring in a new value.
   *
   * @param staged whether it waits for {@link #promote}
   * @param grace how long the value before stays for a roll-back
   * @param expiresAt when the new value is over; {@code null} for never
   */
  public record Turn(boolean staged, Duration grace, @Nullable Instant expiresAt) {
    private Requested requested(IdempotencyKey idempotency, String print) {
      var parts =
          List.of(String.valueOf(staged), grace.toString(), String.valueOf(expiresAt), print);
      return Requested.of(idempotency, Sha256.ofParts(parts.toArray(String[]::new)));
    }
  }

  /** Brings in a new value; the credential must be the version that was read. */
  public Outcome<Credential> rotate(
      TenantScope scope,
      CredentialId id,
      long version,
      Turn turn,
      Secret value,
      @Nullable IdempotencyKey idempotency) {
    var there = credentials.find(scope, id).orElse(null);
    if (there == null) {
      return Outcome.refused(Refusal.notFound());
    }
    return SealingValues.check(value)
        .flatMap(
            secret -> {
              var print = values.fingerprint(scope, there.scope(), there.name(), secret);
              var request = idempotency == null ? null : turn.requested(idempotency, print);
              return Requested.repeated(request, there)
                  .orElseGet(
                      () ->
                          SealingValues.expiry(turn.expiresAt(), clock.instant())
                              .flatMap(_ -> unchanged(there, version))
                              .flatMap(_ -> isNew(there, print))
                              .flatMap(_ -> rotate(scope, there, turn, secret, print, request)));
            });
  }

  /** Makes the staged version the current one. */
  public Outcome<Credential> promote(
      TenantScope scope,
      CredentialId id,
      long version,
      Duration grace,
      @Nullable IdempotencyKey idempotency) {
    return move(
        scope,
        id,
        version,
        Requested.of(idempotency),
        Stage.PENDING,
        (versions, now) -> Versions.promoted(versions, grace, now));
  }

  /** Makes the previous version the current one again; the other one is then the previous. */
  public Outcome<Credential> rollBack(
      TenantScope scope,
      CredentialId id,
      long version,
      Duration grace,
      @Nullable IdempotencyKey idempotency) {
    return move(
        scope,
        id,
        version,
        Requested.of(idempotency),
        Stage.PREVIOUS,
        (versions, now) -> Versions.rolledBack(versions, grace, now));
  }

  private interface Move {
    List<ValueVersion> of(List<ValueVersion> versions, Instant now);
  }

  private Outcome<Credential> move(
      TenantScope scope,
      CredentialId id,
      long version,
      @Nullable Requested request,
      Stage needed,
      Move move) {
    var there = credentials.find(scope, id).orElse(null);
    if (there == null) {
      return Outcome.refused(Refusal.notFound());
    }
    return Requested.repeated(request, there)
        .orElseGet(
            () ->
                unchanged(there, version).flatMap(_ -> moved(scope, there, request, needed, move)));
  }

  private Outcome<Credential> moved(
      TenantScope scope, Credential there, @Nullable Requested request, Stage needed, Move move) {
    var now = clock.instant();
    var kept = Versions.swept(there.versions(), now);
    var next = kept.stream().filter(v -> v.stage() == needed).findFirst();
    if (next.isEmpty() || next.get().isOver(now)) {
      return Outcome.refused(none(needed));
    }
    var stamp = scope.changed(there.stamp(), now);
    return commit(
        scope,
        there.valued(move.of(kept, now), stamp).askedBy(request),
        next.get().number(),
        request);
  }

  private Outcome<Credential> rotate(
      TenantScope scope,
      Credential there,
      Turn turn,
      Secret secret,
      String print,
      @Nullable Requested request) {
    var now = clock.instant();
    var stamp = scope.changed(there.stamp(), now);
    var place = new Place(there.scope(), there.name(), there.nextNumber());
    var stage = turn.staged() ? Stage.PENDING : Stage.CURRENT;
    return values
        .seal(scope, place, stage, secret, print, turn.expiresAt(), stamp)
        .flatMap(
            made -> {
              var next =
                  turn.staged()
                      ? there.with(Versions.staged(there.versions(), made, now), stamp)
                      : there.valued(
                          Versions.rotated(there.versions(), made, turn.grace(), now), stamp);
              return commit(scope, next.askedBy(request), made.number(), request);
            });
  }

  /** A clash with what this very change led to is no clash: its reply was lost. */
  private Outcome<Credential> commit(
      TenantScope scope, Credential next, long number, @Nullable Requested request) {
    return switch (transactions.commit(scope, new Replace(next))) {
      case Verdict.Committed() -> Outcome.done(next);
      case Verdict.Clashed(var _, Credential there)
          when there.versions().stream().anyMatch(v -> isSame(v, next, number)) ->
          Outcome.done(there);
      case Verdict.Clashed(var _, Credential there) ->
          Requested.repeated(request, there).orElseGet(() -> Outcome.refused(Refusal.stale()));
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  private static boolean isSame(ValueVersion there, Credential next, long number) {
    return next.versions().stream()
        .anyMatch(
            made ->
                made.number() == number
                    && there.number() == number
                    && made.createdAt().equals(next.stamp().updatedAt())
                    && made.sealed() != null
                    && made.sealed().equals(there.sealed()));
  }

  /** The current value again is a slip, unless it is over and so renewed. */
  private Outcome<Credential> isNew(Credential there, String print) {
    var current = there.version(Stage.CURRENT).orElseThrow();
    return current.fingerprint().equals(print) && !current.isOver(clock.instant())
        ? Outcome.refused(Refusal.invalid("/value", "It is the current value: send a new one."))
        : Outcome.done(there);
  }

  private static Outcome<Credential> unchanged(Credential there, long version) {
    if (there.state() == CredentialState.EMPTY) {
      return Outcome.refused(Refusal.wrongState("The credential", there.state()));
    }
    return there.version() == version ? Outcome.done(there) : Outcome.refused(Refusal.stale());
  }

  private static Refusal none(Stage needed) {
    return Refusal.of(
        Refusal.Kind.CONFLICT,
        "no_" + needed.wire() + "_version",
        "There is no %s version, or its time is over. Rotate to a new value instead."
            .formatted(needed.wire()));
  }
}
