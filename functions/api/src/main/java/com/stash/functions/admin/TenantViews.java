package com.stash.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Views;
import com.stash.kernel.Json;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.Tenant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    view.set("limits", tenant.limits().toJson());
    view.set("agreedLimits", agreed(tenant.plan().agreed()));
    var features = view.putArray("features");
    tenant.plan().usable().forEach(feature -> features.add(feature.wire()));
    view.putObject("settings").put("retentionDays", tenant.settings().retentionDays());
    view.put("creditPolicy", tenant.creditPolicy().name().toLowerCase(Locale.ROOT));
    Views.put(view, "trialEndsAt", tenant.plan().trialEndsAt());
    view.put("state", tenant.state().wire());
    Views.put(view, "stateReason", tenant.standing().reason());
    Views.put(view, "suspendedAt", tenant.standing().suspendedAt());
    Views.put(view, "eraseAfter", tenant.standing().eraseAfter());
    var maintenance = tenant.maintenance();
    if (maintenance != null) {
      view.putObject("maintenance")
          .put("until", maintenance.until().toString())
          .put("reason", maintenance.reason());
    }
    return Views.stamped(view, tenant.stamp());
  }

  private static ObjectNode agreed(LimitOverrides agreed) {
    var view = Json.object();
    put(view, "documentsPerMonth", agreed.documentsPerMonth());
    put(view, "aiTokensPerMonth", agreed.aiTokensPerMonth());
    put(view, "fileBytes", agreed.fileBytes());
    put(view, "concurrentJobs", agreed.concurrentJobs());
    put(view, "requestsPerSecond", agreed.requestsPerSecond());
    return view;
  }

  private static void put(ObjectNode view, String name, @Nullable Number limit) {
    if (limit != null) {
      view.put(name, limit.longValue());
    }
  }
}
