package com.stash.tenancy;

import com.stash.kernel.Origin;
import com.stash.kernel.Origin.ActorType;

/**
 * The right to work on the platform itself: to see all tenants, and to be admitted to any one of
 * them. Only {@link Gate} makes it, of an operator or of Stash's own work.
 */
public final class PlatformScope {
  private final Origin origin;

  PlatformScope(Origin origin) {
    var type = origin.actor().type();
    if (type != ActorType.OPERATOR && type != ActorType.SYSTEM) {
      throw new IllegalArgumentException("only an operator works on the platform");
    }
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  @Override
  public String toString() {
    return "PlatformScope[" + origin.actor() + "]";
  }
}
