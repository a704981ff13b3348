package com.stash.identity;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's API key as it is stored: the hash of its secret, never the secret.
 *
 * @param expiresAt when it stops to work by itself; {@code null} for never
 * @param successor the id of the key it was rotated to; {@code null} before
 */
public record ApiKey(
    String id,
    String name,
    KeyRights rights,
    Sha256 secretHash,
    ApiKeyState state,
    @Nullable Instant expiresAt,
    @Nullable String successor,
    Stamp stamp)
    implements Entity {

  public ApiKey {
    Ids.requireUlid(id, "key id");
  }

  /** Returns a new key that opens by a text. */
  public static ApiKey of(
      ApiKeyText text, String name, KeyRights rights, @Nullable Instant expiresAt, Stamp stamp) {
    return new ApiKey(
        text.keyId(), name, rights, text.secretHash(), ApiKeyState.ACTIVE, expiresAt, null, stamp);
  }

  @Override
  public String key() {
    return id;
  }

  /** Tells whether a key text opens this key now; the comparison takes constant time. */
  public boolean opens(ApiKeyText text, Instant now) {
    var same = MessageDigest.isEqual(secretHash.bytes(), text.secretHash().bytes());
    var shown = stateAt(now);
    return same && (shown == ApiKeyState.ACTIVE || shown == ApiKeyState.ROTATING);
  }

  /** Returns the state as it is at a time: what has passed its end is expired. */
  public ApiKeyState stateAt(Instant now) {
    var over = expiresAt != null && !now.isBefore(expiresAt);
    return over && state.mayBecome(ApiKeyState.EXPIRED) ? ApiKeyState.EXPIRED : state;
  }

  /** Returns the key in its next state. */
  public ApiKey become(ApiKeyState next, Stamp changed) {
    return new ApiKey(
        id, name, rights, secretHash, state.become(next), expiresAt, successor, changed);
  }

  /** Returns the key as it gives way to another one and works on until the given time at most. */
  public ApiKey rotatedTo(String next, Instant until, Stamp changed) {
    var end = expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until;
    return new ApiKey(
        id, name, rights, secretHash, state.become(ApiKeyState.ROTATING), end, next, changed);
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + ", " + state.wire() + "]";
  }
}
