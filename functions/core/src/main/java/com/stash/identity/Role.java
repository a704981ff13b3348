package com.stash.identity;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** A set of permissions with a name; each role has all of the one below it. */
@SuppressWarnings("ImmutableEnumChecker") // the set is an unmodifiable copy
public enum Role {
  VIEWER(null, "campaigns:read", "documents:read", "jobs:read", "processors:read", "usage:read"),
  MEMBER(VIEWER, "documents:write"),
  ADMIN(
      MEMBER,
      "campaigns:write",
      "audit:read",
      "credentials:read",
      "credentials:write",
      "domains:read",
      "domains:write",
      "keys:read",
      "keys:write",
      "users:read",
      "users:write"),
  OWNER(ADMIN, "owners:write", "tenant:write");

  private final Set<Permission> permissions;

  Role(@org.jspecify.annotations.Nullable Role below, String... own) {
    var all = new HashSet<Permission>();
    if (below != null) {
      all.addAll(below.permissions);
    }
    for (var permission : own) {
      all.add(new Permission(permission));
    }
    permissions = Set.copyOf(all);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
