package com.stash.identity;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;

/** A tenant's users. */
public interface Users {
  /** Returns users, newest first. */
  Page<User> list(TenantScope scope, Page.Request request);
}
