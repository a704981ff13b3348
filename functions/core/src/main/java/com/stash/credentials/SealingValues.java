package com.stash.credentials;

import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a version of a value that is given in plain: checked, fingerprinted and sealed. */
final class SealingValues {
  private static final int MOST_BYTES = 64 << 10;

  private final Sealer sealer;
  private final Fingerprints fingerprints;

  SealingValues(Sealer sealer, Fingerprints fingerprints) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
  }

  static Outcome<Secret> check(Secret value) {
    if (value.bytes().length == 0) {
      return Outcome.refused(Refusal.invalid("/value", "A value has at least one byte."));
    }
    return value.bytes().length <= MOST_BYTES
        ? Outcome.done(value)
        : Outcome.refused(
            new Refusal(
                Refusal.Kind.TOO_LARGE,
                "value_too_large",
                "A value has at most 64 KiB.",
                "/value"));
  }

  String fingerprint(TenantScope scope, CredentialScope place, String name, Secret value) {
    return fingerprints.of(scope, place, name, value);
  }

  /** Seals a value; it is the caller's to close. */
  ValueVersion seal(
      TenantScope scope,
      Place place,
      Stage stage,
      Secret value,
      @Nullable Instant expiresAt,
      @Nullable IdempotencyKey request,
      Stamp stamp) {
    return new ValueVersion(
        place.version(),
        stage,
        fingerprint(scope, place.scope(), place.name(), value),
        value.lastFour(),
        stamp.updatedAt(),
        stamp.changedBy().actor(),
        expiresAt,
        null,
        request == null ? null : hash(request),
        sealer.seal(scope, place, value));
  }

  /** The key only: the body's hash is a hash of the secret, and is not kept. */
  static Sha256 hash(IdempotencyKey request) {
    return Sha256.ofParts(request.operation(), request.key());
  }
}
