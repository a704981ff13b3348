package com.stash.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Views;
import com.stash.kernel.Json;
import com.stash.tenancy.Limits;
import com.stash.tenancy.Tenant;
import java.util.Locale;

/** Tenants as operators see them. */
final class TenantViews {
  private TenantViews() {}

  static ObjectNode tenant(Tenant tenant) {
    var view = Json.object();
    view.put("id", tenant.id().value());
    view.put("slug", tenant.slug().value());
    view.put("name", tenant.name());
    view.put("email", tenant.email());
    view.put("tier", tenant.tier().wire());
    view.set("limits", limits(tenant.limits()));
    view.put("creditPolicy", tenant.creditPolicy().name().toLowerCase(Locale.ROOT));
    view.put("state", tenant.state().wire());
    Views.put(view, "stateReason", tenant.stateReason());
    Views.put(view, "suspendedAt", tenant.suspendedAt());
    return Views.stamped(view, tenant.stamp());
  }

  private static ObjectNode limits(Limits limits) {
    return Json.object()
        .put("documentsPerMonth", limits.documentsPerMonth())
        .put("aiTokensPerMonth", limits.aiTokensPerMonth())
        .put("fileBytes", limits.fileBytes())
        .put("concurrentJobs", limits.concurrentJobs())
        .put("requestsPerSecond", limits.requestsPerSecond());
  }
}
