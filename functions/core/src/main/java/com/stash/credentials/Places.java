package com.stash.credentials;

import com.stash.tenancy.TenantScope;

/** Knows whether what a credential would belong to is there, in the scope's own tenant. */
@FunctionalInterface
public interface Places {
  boolean exists(TenantScope scope, CredentialScope place);
}
