package com.stash.usage;

import com.stash.tenancy.TenantScope;

/** Tells what a tenant may still spend. The answer may be some seconds old. */
public interface Balances {
  Spending spending(TenantScope scope);
}
