package com.stash.kernel;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;

/**
 * Makes ids: ULIDs (26 characters of Crockford's base 32, monotonic within a millisecond) and
 * random UUIDs.
 *
 * @see <a href="https://github.com/ulid/spec">the ULID specification</a>
 */
public final class Ids {
  /** The length of a ULID's text. */
  public static final int LENGTH = 26;

  private final UlidFactory ulids;
  private final Random random;

  /** Takes time and chance from outside; {@code random} must be thread-safe. */
  public Ids(Clock clock, Random random) {
    this.ulids = UlidFactory.newMonotonicInstance(random, clock::millis);
    this.random = random;
  }

  /** Returns ids from the system's secure random source. */
  public static Ids secure(Clock clock) {
    return new Ids(clock, new SecureRandom());
  }

  /** Returns a new ULID, greater than all this object made before. */
  public String ulid() {
    return ulids.create().toString();
  }

  /** Returns a random (version 4) UUID. */
  public UUID uuid() {
    var most = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x0000_0000_0000_4000L;
    var least = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  /**
   * Returns the ULID of a cause: the same time and cause give the same id, so that what is derived
   * from an event delivered twice is the same row.
   */
  public static String derived(Instant time, String... cause) {
    var digest = Sha256.ofParts(cause).bytes();
    return new Ulid(time.toEpochMilli(), Arrays.copyOf(digest, 10)).toString();
  }

  /** Tells whether a text is a ULID in its one canonical form: upper case, within 128 bits. */
  public static boolean isUlid(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if ("0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text when it is a ULID; otherwise throws naming what it should have been. */
  public static String requireUlid(String text, String what) {
    if (!isUlid(text)) {
      throw new IllegalArgumentException(
          "not a " + what + ": 26 characters of a ULID are expected");
    }
    return text;
  }
}
