package com.stash.identity;

import com.stash.kernel.Origin.Actor;
import com.stash.tenancy.TenantId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller whose credential was checked, and what it may do.
 *
 * @param campaign the id of the one campaign it may see; {@code null} for all
 */
public record Caller(
    TenantId tenant,
    Actor actor,
    Set<Permission> permissions,
    @Nullable String campaign,
    Standing standing) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** Makes a caller of an active tenant who may see every campaign. */
  public Caller(TenantId tenant, Actor actor, Set<Permission> permissions) {
    this(tenant, actor, permissions, null, Standing.ACTIVE);
  }

  /** How the caller's tenant stands. */
  public enum Standing {
    ACTIVE,
    /** Reads work; changes have to wait. */
    MAINTENANCE,
    /** Suspended or leaving: its owner may still read. */
    SUSPENDED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Standing parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** Returns a permission that is asked for and that the caller does not hold itself. */
  Optional<Permission> lacking(Set<Permission> asked) {
    return asked.stream()
        .filter(permission -> !may(permission))
        .min(Comparator.comparing(Permission::value));
  }
}
