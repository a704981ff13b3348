package com.stash.identity;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;
import java.time.Instant;

/** When a key was used last, to the hour. It is no version of the key and not audited. */
public record KeyUse(String keyId, Instant lastUsedAt, Stamp stamp) implements Entity {
  public KeyUse {
    Ids.requireUlid(keyId, "key id");
  }

  @Override
  public String key() {
    return keyId;
  }
}
