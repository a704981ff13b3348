package com.stash.local.attacks;

import com.stash.functions.api.Route;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends what is not theirs.
 *
 * @param role what the key allows; {@code null} when it opens nothing
 */
record Intruder(String name, String host, @Nullable String bearer, @Nullable Role role) {
  boolean isKnown() {
    return role != null;
  }

  boolean may(Route route) {
    var permissions = role == null ? Set.<Permission>of() : role.permissions();
    return isKnown() && route.permission().map(permissions::contains).orElse(true);
  }

  @Override
  public String toString() {
    return name;
  }
}
