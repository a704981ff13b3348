package com.stash.lifecycle;

import com.stash.tenancy.TenantScope;

/** Deletes what is kept of a tenant, for good. No function may do this; only a command does. */
public interface Deleting {
  /** Deletes all rows but the tenant's own record; returns how many. */
  long rows(TenantScope scope, String table);

  /** Deletes all objects with all versions, and unfinished uploads; returns how many. */
  long objects(TenantScope scope);
}
