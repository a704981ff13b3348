package com.stash.credentials;

import com.stash.kernel.Origin.Actor;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One version of a credential's value.
 *
 * @param number never given twice to a credential, also when it was deleted in between; the value
 *     is sealed for it
 * @param fingerprint equal for equal values of the same credential, see {@link Fingerprints}
 * @param lastFour the end of a value of 12 characters or more
 * @param expiresAt when the value is over; {@code null} for never
 * @param readableUntil until when a previous version is kept
 * @param sealed the ciphertext; a retired version has none
 */
public record ValueVersion(
    long number,
    Stage stage,
    String fingerprint,
    @Nullable String lastFour,
    Instant createdAt,
    Actor createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant readableUntil,
    @Nullable Sealed sealed) {

  public ValueVersion {
    if ((stage == Stage.RETIRED) != (sealed == null)) {
      throw new IllegalArgumentException("exactly the retired versions have no ciphertext");
    }
  }

  /** The way of a version: pending, current, previous for a time of grace, retired. */
  public enum Stage {
    PENDING,
    CURRENT,
    PREVIOUS,
    RETIRED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Stage parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  boolean isOver(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  ValueVersion current() {
    return at(Stage.CURRENT, null, sealed);
  }

  /** Returns the version as the previous one; retired at once when there is no time of grace. */
  ValueVersion previousUntil(Instant until, Instant now) {
    return until.isAfter(now) ? at(Stage.PREVIOUS, until, sealed) : retired();
  }

  /** Returns the version with its value over by a time at the latest. */
  ValueVersion ended(Instant by) {
    return isOver(by)
        ? this
        : new ValueVersion(
            number, stage, fingerprint, lastFour, createdAt, createdBy, by, readableUntil, sealed);
  }

  ValueVersion retired() {
    return at(Stage.RETIRED, null, null);
  }

  ValueVersion resealed(Sealed again) {
    return at(stage, readableUntil, again);
  }

  private ValueVersion at(Stage next, @Nullable Instant until, @Nullable Sealed kept) {
    return new ValueVersion(
        number, next, fingerprint, lastFour, createdAt, createdBy, expiresAt, until, kept);
  }

  @Override
  public String toString() {
    return "ValueVersion[" + number + ", " + stage.wire() + "]";
  }
}
