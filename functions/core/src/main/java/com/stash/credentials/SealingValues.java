package com.stash.credentials;

import com.stash.credentials.Sealer.CannotSeal;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a version of a value that is given in plain: checked, fingerprinted and sealed. */
final class SealingValues {
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private final Sealer sealer;
  private final Fingerprints fingerprints;

  SealingValues(Sealer sealer, Fingerprints fingerprints) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
  }

  /** Says why a value cannot be kept; empty when it can. */
  static Optional<Refusal> fault(Secret value) {
    if (value.bytes().length == 0) {
      return Optional.of(Refusal.invalid("/value", "A value has at least one byte."));
    }
    return value.bytes().length <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Kind.TOO_LARGE,
                "value_too_large",
                "A value has at most 64 KiB.",
                "/value"));
  }

  /** Says why a value cannot be over at a time; empty when it can, or is never over. */
  static Optional<Refusal> fault(@Nullable Instant expiresAt, Instant now) {
    if (expiresAt == null) {
      return Optional.empty();
    }
    if (!expiresAt.isAfter(now)) {
      return Optional.of(Refusal.invalid("/expiresAt", "It is in the past."));
    }
    return expiresAt.isAfter(now.plus(LONGEST))
        ? Optional.of(Refusal.invalid("/expiresAt", "It is more than a hundred years away."))
        : Optional.empty();
  }

  String fingerprint(TenantScope scope, CredentialScope place, String name, Secret value) {
    return fingerprints.of(scope, place, name, value);
  }

  /**
   * Seals a value, which is the caller's to close.
   *
   * @param print its fingerprint
   */
  Outcome<ValueVersion> seal(
      TenantScope scope,
      Place place,
      Stage stage,
      Secret value,
      String print,
      @Nullable Instant expiresAt,
      Stamp stamp) {
    try {
      return Outcome.done(
          new ValueVersion(
              place.version(),
              stage,
              print,
              value.lastFour(),
              stamp.updatedAt(),
              stamp.changedBy().actor(),
              expiresAt,
              null,
              sealer.seal(scope, place, value)));
    } catch (CannotSeal e) {
      return Outcome.refused(
          Refusal.of(
              Refusal.Kind.UNAVAILABLE,
              "kms_key_unusable",
              "The KMS key that seals values is disabled, or may not be used. Nothing was"
                  + " changed."));
    }
  }
}
