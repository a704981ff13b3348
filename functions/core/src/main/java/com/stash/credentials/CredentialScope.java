package com.stash.credentials;

import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a credential belongs.
 *
 * @param id the tenant's id, the campaign's id or the processor's slug; empty for the system
 */
public record CredentialScope(Level level, String id) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public CredentialScope {
    if (level == Level.SYSTEM ? !id.isEmpty() : !ID.matcher(id).matches()) {
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

  public static CredentialScope system() {
    return new CredentialScope(Level.SYSTEM, "");
  }

  public static CredentialScope tenant(TenantId id) {
    return new CredentialScope(Level.TENANT, id.value());
  }

  public static CredentialScope campaign(String id) {
    return new CredentialScope(Level.CAMPAIGN, id);
  }

  /** Returns the scope of a processor, whatever its version; a new version keeps its secrets. */
  public static CredentialScope processor(String slug) {
    return new CredentialScope(Level.PROCESSOR, slug);
  }

  /** Tells whether a scope's partition is where credentials of this place may be. */
  boolean fits(TenantScope scope) {
    var platform = scope.tenant().equals(TenantId.PLATFORM);
    return switch (level) {
      case SYSTEM -> platform;
      case TENANT -> !platform && id.equals(scope.tenant().value());
      case CAMPAIGN, PROCESSOR -> !platform;
    };
  }

  @Override
  public String toString() {
    return id.isEmpty() ? level.wire() : level.wire() + ":" + id;
  }
}
