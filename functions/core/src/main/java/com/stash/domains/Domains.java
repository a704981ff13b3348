package com.stash.domains;

import com.stash.kernel.Page;
import com.stash.tenancy.Domain;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's domains, in all states. */
public interface Domains {
  /** The most that a tenant has, revoked ones too. */
  int MOST = 50;

  Optional<Domain> find(TenantScope scope, String id);

  /** Returns a page of domains in the order of their ids, which are derived from the host names. */
  Page<Domain> list(TenantScope scope, Page.Request request);
}
