package com.stash.credentials;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;

/** Who used a tenant's credentials, and the system's on its behalf. */
public interface CredentialUses {
  /** Returns a page of a credential's uses, those of the newest jobs first. */
  Page<CredentialUse> list(TenantScope scope, CredentialId credential, Page.Request request);
}
