package com.stash.identity;

import com.stash.kernel.Origin.Actor;
import com.stash.tenancy.TenantId;
import java.util.Set;

/** A caller whose credential was checked, and what it may do. */
public record Caller(TenantId tenant, Actor actor, Set<Permission> permissions) {
  public Caller {
    permissions = Set.copyOf(permissions);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
