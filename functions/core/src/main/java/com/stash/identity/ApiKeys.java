package com.stash.identity;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Optional;

/** A tenant's API keys. */
public interface ApiKeys {
  Optional<ApiKey> find(TenantScope scope, String keyId);

  /** Returns keys, newest first. */
  Page<ApiKey> list(TenantScope scope, Page.Request request);
}
