package com.stash.store;

import com.stash.identity.Email;
import com.stash.identity.Subject;
import com.stash.identity.User;
import com.stash.identity.Users;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Claim;
import java.util.Optional;

/** Users in DynamoDB; claims lead to them from addresses and from issuers' subjects. */
public final class DynamoUsers implements Users {
  /** The index may be behind by a moment; so many of its owners are looked at. */
  private static final int MOST_OWNERS = 10;

  private final EntityTable<User> users;
  private final EntityTable<Claim> claims;

  public DynamoUsers(DynamoTables tables) {
    this.users = tables.of(User.class);
    this.claims = tables.of(Claim.class);
  }

  @Override
  public Optional<User> find(TenantScope scope, String userId) {
    return users.find(scope, userId);
  }

  @Override
  public Page<User> list(TenantScope scope, Page.Request request) {
    return users.newestFirst(scope, "", request);
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
    return users.indexed(scope, MOST_OWNERS).stream()
        .filter(id -> !id.equals(userId))
        .flatMap(id -> users.find(scope, id).stream())
        .filter(User::isActiveOwner)
        .findFirst();
  }

  private Optional<User> claimed(TenantScope scope, String key) {
    return claims.find(scope, key).flatMap(claim -> users.find(scope, claim.owner()));
  }
}
