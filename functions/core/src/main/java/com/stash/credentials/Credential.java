package com.stash.credentials;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sealed secret.
 *
 * @param name what it is called where it is used, for example {@code openai.api_key}
 * @param provider whose secret it is, for example {@code openai}
 * @param fingerprint tells two values apart and says nothing of either
 * @param sealed the ciphertext in base 64; it opens only for this tenant, scope, name and version
 */
public record Credential(
    CredentialScope scope,
    String name,
    String provider,
    CredentialState state,
    @Nullable Instant expiresAt,
    String fingerprint,
    String sealed,
    Stamp stamp)
    implements Entity {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");

  public Credential {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a credential's key has 1 to 80 of a-z 0-9 . _ -");
    }
  }

  @Override
  public String key() {
    return scope + "#" + name;
  }

  /** Returns the credential in its next state. */
  public Credential become(CredentialState next, Stamp changed) {
    return new Credential(
        scope, name, provider, state.become(next), expiresAt, fingerprint, sealed, changed);
  }

  @Override
  public String toString() {
    return "Credential[" + key() + ", " + state.wire() + "]";
  }
}
