package com.stash.functions.admin;

import com.stash.functions.api.Sent;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.TenantId;

/** An operator's request. It lives as long as its answer takes. */
record AdminRequest(PlatformScope scope, Sent sent) {
  TenantId tenant() {
    return new TenantId(sent.id("tenantId"));
  }
}
