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
 */
public record ApiKey(
    String id,
    String name,
    Role role,
    Sha256 secretHash,
    ApiKeyState state,
    @Nullable Instant expiresAt,
    Stamp stamp)
    implements Entity {

  public ApiKey {
    Ids.requireUlid(id, "key id");
  }

  @Override
  public String key() {
    return id;
  }

  /** Tells whether a key text opens this key now; the comparison takes constant time. */
  public boolean opens(ApiKeyText text, Instant now) {
    var same = MessageDigest.isEqual(secretHash.bytes(), text.secretHash().bytes());
    var alive = state == ApiKeyState.ACTIVE || state == ApiKeyState.ROTATING;
    return same && alive && (expiresAt == null || now.isBefore(expiresAt));
  }

  /** Returns the key in its next state. */
  public ApiKey become(ApiKeyState next, Stamp changed) {
    return new ApiKey(id, name, role, secretHash, state.become(next), expiresAt, changed);
  }

  @Override
  public String toString() {
    return "ApiKey[" + id + ", " + state.wire() + "]";
  }
}
