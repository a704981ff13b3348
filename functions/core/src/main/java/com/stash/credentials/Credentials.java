package com.stash.credentials;

import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's credentials. */
public interface Credentials {
  Optional<Credential> find(TenantScope scope, CredentialScope level, String name);
}
