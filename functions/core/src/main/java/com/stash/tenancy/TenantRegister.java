package com.stash.tenancy;

import com.stash.kernel.Page;
import java.util.Optional;

/** All tenants as they are stored now, for those who work on the platform. */
public interface TenantRegister {
  Optional<Tenant> find(PlatformScope scope, TenantId id);

  /** Returns tenants, newest first. */
  Page<Tenant> list(PlatformScope scope, Page.Request request);
}
