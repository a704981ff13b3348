package com.stash.local.factories;

import com.stash.identity.InvitingUsers;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.identity.UserState;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Replace;
import java.util.Set;

/** Makes users; members unless told otherwise. */
public final class UserFactory {
  private final Making making;
  private final TenantScope scope;
  private final String email;
  private Role role = Role.MEMBER;

  UserFactory(Making making, TenantScope scope, String email) {
    this.making = making;
    this.scope = scope;
    this.email = email;
  }

  public UserFactory as(Role role) {
    this.role = role;
    return this;
  }

  /** The invitation waits for the first sign-in. */
  public User invited() {
    var stamp = scope.created(making.now());
    var user =
        new User(
            making.ids().ulid(),
            email,
            email.substring(0, email.indexOf('@')),
            role,
            Set.of(),
            Set.of(),
            UserState.INVITED,
            null,
            stamp.createdAt().plus(InvitingUsers.LASTS),
            stamp);
    making.write(scope, user.creation().toArray(Change[]::new));
    return user;
  }

  public User active() {
    return become(invited(), UserState.ACTIVE);
  }

  public User disabled() {
    return become(active(), UserState.DISABLED);
  }

  private User become(User user, UserState state) {
    var next = user.become(state, scope.changed(user.stamp(), making.now()));
    making.write(scope, new Replace(next));
    return next;
  }
}
