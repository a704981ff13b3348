package com.stash.identity;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of a tenant.
 *
 * @param email unique in the tenant, in lower case
 * @param granted permissions over the role's
 * @param withheld permissions taken from the role's; withholding wins over granting
 * @param externalSubject issuer and {@code sub} of the person's OIDC tokens, from the first sign-in
 * @param invitedUntil when the invitation ends; {@code null} when there is none
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
    @Nullable Instant invitedUntil,
    Stamp stamp)
    implements Entity {

  public User {
    Ids.requireUlid(id, "user id");
    granted = Set.copyOf(granted);
    withheld = Set.copyOf(withheld);
  }

  /**
   * Returns an active owner who has not signed in yet. The platform vouches for the address: the
   * first verified token with it is the owner's.
   */
  public static User firstOwner(String id, String email, String name, Stamp stamp) {
    return new User(
        id,
        Email.parse(email).value(),
        name,
        Role.OWNER,
        Set.of(),
        Set.of(),
        UserState.ACTIVE,
        null,
        null,
        stamp);
  }

  /** Returns the changes that create this user and claim its address. */
  public List<Change> creation() {
    return List.of(
        new Create(this),
        new Create(new Claim(new Email(email).claimKey(), id, null, null, stamp)));
  }

  @Override
  public String key() {
    return id;
  }

  /** Returns what the person may do: nothing unless active. */
  public Set<Permission> permissions() {
    return state == UserState.ACTIVE ? rights() : Set.of();
  }

  /** Returns what the person may do whenever active. */
  public Set<Permission> rights() {
    var all = new HashSet<>(role.permissions());
    all.addAll(granted);
    all.removeAll(withheld);
    return Set.copyOf(all);
  }

  public boolean isActiveOwner() {
    return role == Role.OWNER && state == UserState.ACTIVE;
  }

  /** Tells whether a first sign-in may make someone this user. */
  public boolean mayBeBound(Instant now) {
    return externalSubject == null
        && switch (state) {
          case ACTIVE -> true;
          case INVITED -> invitedUntil != null && now.isBefore(invitedUntil);
          case DISABLED -> false;
        };
  }

  /** Returns the user in its next state. */
  public User become(UserState next, Stamp changed) {
    return with(role, granted, withheld, state.become(next), externalSubject, null, changed);
  }

  /** Returns the user with an invitation until the given time. */
  public User invited(Instant until, Stamp changed) {
    var next = state == UserState.INVITED ? state : state.become(UserState.INVITED);
    return with(role, granted, withheld, next, externalSubject, until, changed);
  }

  /** Returns the user with other rights. */
  public User withRights(
      Role role, Set<Permission> granted, Set<Permission> withheld, Stamp changed) {
    return with(role, granted, withheld, state, externalSubject, invitedUntil, changed);
  }

  /** Returns the active user that an issuer's subject is from now on. */
  User boundTo(Subject subject, Stamp changed) {
    var next = state == UserState.ACTIVE ? state : state.become(UserState.ACTIVE);
    return with(role, granted, withheld, next, subject.text(), null, changed);
  }

  private User with(
      Role role,
      Set<Permission> granted,
      Set<Permission> withheld,
      UserState state,
      @Nullable String externalSubject,
      @Nullable Instant invitedUntil,
      Stamp changed) {
    return new User(
        id, email, name, role, granted, withheld, state, externalSubject, invitedUntil, changed);
  }
}
