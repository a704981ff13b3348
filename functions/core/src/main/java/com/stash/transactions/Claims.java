package com.stash.transactions;

import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** The keys that are taken in a tenant. */
public interface Claims {
  Optional<Claim> find(TenantScope scope, String key);
}
