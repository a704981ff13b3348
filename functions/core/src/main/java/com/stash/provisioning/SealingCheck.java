package com.stash.provisioning;

import com.stash.tenancy.TenantScope;

/** Seals and opens a text for a tenant; throws when that cannot be done. */
public interface SealingCheck {
  void check(TenantScope scope);
}
