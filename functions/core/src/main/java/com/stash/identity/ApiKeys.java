package com.stash.identity;

import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's API keys. */
public interface ApiKeys {
  Optional<ApiKey> find(TenantScope scope, String keyId);
}
