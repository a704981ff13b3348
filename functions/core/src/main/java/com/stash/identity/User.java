package com.stash.identity;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of a tenant.
 *
 * @param granted permissions over the role's
 * @param withheld permissions taken from the role's; withholding wins over granting
 * @param externalSubject the {@code sub} of the person's OIDC tokens
 */
public record User(
    String id,
    String email,
    String name,
    Role role,
    Set<Permission> granted,
    Set<Permission> withheld,
    UserState state,
    @Nullable String externalSubject,
    Stamp stamp)
    implements Entity {

  public User {
    Ids.requireUlid(id, "user id");
    granted = Set.copyOf(granted);
    withheld = Set.copyOf(withheld);
  }

  @Override
  public String key() {
    return id;
  }

  /** Returns what the person may do: nothing unless active. */
  public Set<Permission> permissions() {
    if (state != UserState.ACTIVE) {
      return Set.of();
    }
    var all = new HashSet<>(role.permissions());
    all.addAll(granted);
    all.removeAll(withheld);
    return Set.copyOf(all);
  }

  /** Returns the user in its next state. */
  public User become(UserState next, Stamp changed) {
    return new User(
        id, email, name, role, granted, withheld, state.become(next), externalSubject, changed);
  }
}
