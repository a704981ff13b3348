package com.stash.identity;

import com.stash.kernel.Refusal;
import java.util.HashSet;
import java.util.Optional;

/**
 * Who may make what of whom: only owners make and unmake owners, and nobody touches a user with
 * more rights than their own or hands on what they do not hold.
 */
final class UserRules {
  private static final Permission OWNERS = new Permission("owners:write");

  private UserRules() {}

  /** Checks a new user. */
  static Optional<Refusal> check(Caller caller, User after) {
    return check(caller, after, after);
  }

  static Optional<Refusal> check(Caller caller, User before, User after) {
    var owner = before.role() == Role.OWNER || after.role() == Role.OWNER;
    if (owner && !caller.may(OWNERS)) {
      return Optional.of(
          Refusal.of(
              Refusal.Kind.FORBIDDEN,
              "owners_only",
              "Only owners make, change and unmake owners."));
    }
    var touched = new HashSet<>(before.rights());
    touched.addAll(after.rights());
    return OwnRights.check(caller, touched);
  }
}
