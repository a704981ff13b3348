package com.stash.identity;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's users. */
public interface Users {
  Optional<User> find(TenantScope scope, String userId);

  /** Returns users, newest first. */
  Page<User> list(TenantScope scope, Page.Request request);

  /** Returns the user that a person of an issuer is; two point reads. */
  Optional<User> bySubject(TenantScope scope, Subject subject);

  /** Returns the user with an address; two point reads. */
  Optional<User> byEmail(TenantScope scope, Email email);

  /** Returns an active owner who is not the given user. */
  Optional<User> otherOwner(TenantScope scope, String userId);
}
