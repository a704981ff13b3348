package com.stash.credentials;

import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives a credential new values: at once, or staged first and promoted later; and takes the last
 * step back while the previous value is kept. Each step is one conditional write of one item, so a
 * cut between two steps leaves one current version, and a step that is repeated happens once.
 */
public final class RotatingCredentials {
  private final Credentials credentials;
  private final WritingCredentials writing;
  private final SealingValues values;
  private final Clock clock;

  public RotatingCredentials(
      Credentials credentials,
      Transactions transactions,
      Sealer sealer,
      Fingerprints fingerprints,
      Clock clock) {
    this.credentials = credentials;
    this.writing = new WritingCredentials(credentials, transactions, clock);
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
    var tooMuch = SealingValues.fault(value);
    if (tooMuch.isPresent()) {
      return Outcome.refused(tooMuch.get());
    }
    var print = values.fingerprint(scope, there.scope(), there.name(), value);
    var request = idempotency == null ? null : turn.requested(idempotency, print);
    return Requested.repeated(request, there)
        .or(() -> fault(there, version, turn, print).map(Outcome::refused))
        .orElseGet(() -> rotate(scope, there, turn, value, print, request));
  }

  private Optional<Refusal> fault(Credential there, long version, Turn turn, String print) {
    if (there.state() == CredentialState.EMPTY) {
      return Optional.of(Refusal.wrongState("The credential", there.state()));
    }
    if (there.version() != version) {
      return Optional.of(Refusal.stale());
    }
    var now = clock.instant();
    var current = there.version(Stage.CURRENT).orElseThrow();
    // The current value again is a slip, unless it is over and so renewed.
    return current.fingerprint().equals(print) && !current.isOver(now)
        ? Optional.of(Refusal.invalid("/value", "It is the current value: send a new one."))
        : SealingValues.fault(turn.expiresAt(), now);
  }

  /** Makes the staged version the current one. */
  public Outcome<Credential> promote(
      TenantScope scope,
      CredentialId id,
      long version,
      Duration grace,
      @Nullable IdempotencyKey idempotency) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            moved(
                there,
                stamp,
                Stage.PENDING,
                kept -> Versions.promoted(kept, grace, stamp.updatedAt())));
  }

  /** Makes the previous version the current one again; the other one is then the previous. */
  public Outcome<Credential> rollBack(
      TenantScope scope,
      CredentialId id,
      long version,
      Duration grace,
      @Nullable IdempotencyKey idempotency) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            moved(
                there,
                stamp,
                Stage.PREVIOUS,
                kept -> Versions.rolledBack(kept, grace, stamp.updatedAt())));
  }

  private static Outcome<Credential> moved(
      Credential there, Stamp stamp, Stage needed, UnaryOperator<List<ValueVersion>> move) {
    if (there.state() == CredentialState.EMPTY) {
      return Outcome.refused(Refusal.wrongState("The credential", there.state()));
    }
    var kept = Versions.swept(there.versions(), stamp.updatedAt());
    return kept.stream().anyMatch(v -> v.stage() == needed)
        ? Outcome.done(there.valued(move.apply(kept), stamp))
        : Outcome.refused(none(needed));
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
              return writing.write(scope, next, made, request);
            });
  }

  private static Refusal none(Stage needed) {
    return Refusal.of(
        Refusal.Kind.CONFLICT,
        "no_" + needed.wire() + "_version",
        "There is no %s version, or its time is over. Rotate to a new value instead."
            .formatted(needed.wire()));
  }
}
