package com.stash.credentials;

import com.stash.credentials.CredentialScope.Level;

/** A credential's current value, open until it is closed, and where it was found. */
public final class Resolved implements AutoCloseable {
  private final Level level;
  private final ValueVersion version;
  private final Secret secret;

  Resolved(Level level, ValueVersion version, Secret secret) {
    this.level = level;
    this.version = version;
    this.secret = secret;
  }

  public Level level() {
    return level;
  }

  /** The number of the value's version. */
  public long version() {
    return version.number();
  }

  public String fingerprint() {
    return version.fingerprint();
  }

  public Secret secret() {
    return secret;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "Resolved[" + level.wire() + ", version " + version.number() + "]";
  }
}
