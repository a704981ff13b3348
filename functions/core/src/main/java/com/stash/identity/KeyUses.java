package com.stash.identity;

import com.stash.tenancy.TenantScope;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** When a tenant's keys were used last. */
public interface KeyUses {
  /** Keeps a use unless a later one, or one less than an hour before, is kept already. */
  void keep(TenantScope scope, KeyUse use);

  /** Returns the last uses of at most 100 keys; keys that were never used are left out. */
  Map<String, Instant> last(TenantScope scope, Collection<String> keyIds);
}
