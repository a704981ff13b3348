package com.stash.testing;

import com.stash.identity.Email;
import com.stash.identity.Subject;
import com.stash.identity.User;
import com.stash.identity.UserState;
import com.stash.identity.Users;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The users of one tenant in a map. */
public final class PeopleInMemory implements Users, Transactions {
  private final ItemsInMemory items = new ItemsInMemory();

  /** Puts a user in the place of the one with the same id, and claims the address. */
  public void put(User user) {
    items.put(user);
    claim(new Email(user.email()).claimKey(), user.id());
  }

  /** Lets something happen just before the next transaction. */
  public void beforeCommit(Runnable happening) {
    items.beforeCommit(happening);
  }

  /** Makes a person a user, as their other request would. */
  public void bind(String userId, Subject subject) {
    var user = user(userId);
    items.put(
        new User(
            userId,
            user.email(),
            user.name(),
            user.role(),
            user.granted(),
            user.withheld(),
            UserState.ACTIVE,
            subject.text(),
            null,
            Sample.later(user.stamp(), 1)));
    claim(subject.claimKey(), userId);
  }

  public Claims claims() {
    return items.claims();
  }

  public User user(String id) {
    return (User) Objects.requireNonNull(items.find(id));
  }

  @Override
  public Optional<User> find(TenantScope scope, String userId) {
    return Optional.ofNullable((User) items.find(userId));
  }

  @Override
  public Page<User> list(TenantScope scope, Page.Request request) {
    return new Page<>(items.all(User.class), Optional.empty());
  }

  @Override
  public Optional<User> bySubject(TenantScope scope, Subject subject) {
    return claimed(scope, subject.claimKey());
  }

  @Override
  public Optional<User> byEmail(TenantScope scope, Email email) {
    return claimed(scope, email.claimKey());
  }

  @Override
  public Optional<User> otherOwner(TenantScope scope, String userId) {
    return items.all(User.class).stream()
        .filter(user -> user.isActiveOwner() && !user.id().equals(userId))
        .findFirst();
  }

  @Override
  public Verdict commit(TenantScope scope, List<Change> changes) {
    return items.commit(scope, changes);
  }

  private void claim(String key, String owner) {
    items.put(new Claim(key, owner, null, null, Sample.stamp()));
  }

  private Optional<User> claimed(TenantScope scope, String key) {
    return items.claims().find(scope, key).flatMap(claim -> find(scope, claim.owner()));
  }
}
