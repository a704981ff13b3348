package com.stash.provisioning;

import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** How far the making of tenants has come. */
public interface Provisionings {
  Optional<Provisioning> find(TenantScope scope);
}
