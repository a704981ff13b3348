package com.stash.transactions;

import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import java.time.Duration;

/**
 * A client's {@code Idempotency-Key} for one operation, with the hash of the request's body.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">the
 *     Idempotency-Key header</a>
 */
public record IdempotencyKey(String operation, String key, Sha256 body) {
  private static final Duration REMEMBERED = Duration.ofDays(2);

  public IdempotencyKey {
    if (key.isEmpty() || key.length() > 200) {
      throw new IllegalArgumentException("an Idempotency-Key has 1 to 200 characters");
    }
  }

  /** Returns the claim that remembers the effect for 48 hours. */
  public Claim claim(String owner, Stamp stamp) {
    return new Claim(claimKey(), owner, body, stamp.createdAt().plus(REMEMBERED), stamp);
  }

  /** Returns the key of the claim that remembers the effect. */
  public String claimKey() {
    return "idempotency#" + Sha256.ofParts(operation, key);
  }

  /** The answer to a key that comes again with another body. */
  public static Refusal mismatch() {
    return Refusal.of(
        Refusal.Kind.MISMATCH,
        "idempotency_key_reused",
        "This Idempotency-Key was used with another body. Use a new key for a new request.");
  }
}
