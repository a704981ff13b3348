package com.stash.tenancy;

import com.stash.kernel.Page;
import java.util.Optional;

/**
 * The central look-ups that come before any scope: by id, by host name, and the list of all. They
 * return the platform's own records only.
 */
public interface TenantDirectory {
  Optional<Tenant> find(TenantId id);

  /** Returns the tenant that owns a verified host name. */
  Optional<TenantId> owner(HostName host);

  /** Returns the tenant that owns a slug. */
  Optional<TenantId> owner(Slug slug);

  /** Returns the ids of all tenants, oldest first. */
  Page<TenantId> list(Page.Request request);
}
