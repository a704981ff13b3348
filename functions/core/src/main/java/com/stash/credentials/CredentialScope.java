package com.stash.credentials;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a credential belongs.
 *
 * @param id the tenant's, campaign's or processor's id; empty for the system
 */
public record CredentialScope(Level level, String id) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{0,64}");

  public CredentialScope {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not the id of a credential's scope");
    }
  }

  /** The levels, from the widest to the narrowest; the narrowest that holds a key decides. */
  public enum Level {
    SYSTEM,
    TENANT,
    CAMPAIGN,
    PROCESSOR;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Level parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public String toString() {
    return id.isEmpty() ? level.wire() : level.wire() + ":" + id;
  }
}
