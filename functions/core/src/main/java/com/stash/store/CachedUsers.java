package com.stash.store;

import com.stash.identity.Email;
import com.stash.identity.Subject;
import com.stash.identity.User;
import com.stash.identity.Users;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers for a few seconds which user a person is; a change of the user's rights takes hold
 * within that time. That a person is no user is not remembered: the next request may be after the
 * first sign-in.
 */
public final class CachedUsers implements Users {
  /** The longest a change of a user can go unnoticed by the user's own requests. */
  public static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int MOST = 1_000;

  private record Person(TenantId tenant, Subject subject) {}

  private final Users users;
  private final Cache<Person, Optional<User>> found;

  public CachedUsers(Users users, Clock clock) {
    this.users = users;
    this.found = new Cache<>(MOST, REMEMBERED, clock);
  }

  @Override
  public Optional<User> bySubject(TenantScope scope, Subject subject) {
    return found.get(
        new Person(scope.tenant(), subject),
        person -> users.bySubject(scope, person.subject()),
        Optional::isPresent);
  }

  @Override
  public Optional<User> find(TenantScope scope, String userId) {
    return users.find(scope, userId);
  }

  @Override
  public Page<User> list(TenantScope scope, Page.Request request) {
    return users.list(scope, request);
  }

  @Override
  public Optional<User> byEmail(TenantScope scope, Email email) {
    return users.byEmail(scope, email);
  }

  @Override
  public Optional<User> otherOwner(TenantScope scope, String userId) {
    return users.otherOwner(scope, userId);
  }
}
