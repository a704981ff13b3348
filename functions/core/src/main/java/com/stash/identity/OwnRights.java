package com.stash.identity;

import com.stash.kernel.Refusal;
import java.util.Optional;
import java.util.Set;

/** The rule that nobody hands on, or takes away, what they do not hold themselves. */
final class OwnRights {
  private OwnRights() {}

  static Optional<Refusal> check(Caller caller, Set<Permission> touched) {
    return caller.lacking(touched).map(OwnRights::beyond);
  }

  private static Refusal beyond(Permission permission) {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN,
        "beyond_own_rights",
        "You do not hold the permission " + permission + " yourself, so you cannot hand it on.");
  }
}
