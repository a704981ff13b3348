package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Answer;
import com.stash.kernel.Outcome;
import com.stash.lifecycle.ChangingTenants;
import com.stash.lifecycle.MaintainingTenants;
import com.stash.lifecycle.OffboardingTenants;
import com.stash.lifecycle.SuspendingTenants;
import com.stash.store.Stores;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantSettings;
import java.time.Duration;
import java.util.Map;

/** A tenant's life: suspend, resume, maintain, offboard, what it has bought, and how it is set. */
final class LifecycleOperations {
  private final ChangingTenants changing;
  private final SuspendingTenants suspending;
  private final MaintainingTenants maintaining;
  private final OffboardingTenants offboarding;

  private LifecycleOperations(Stores stores) {
    var lifecycle = stores.lifecycle();
    changing = lifecycle.changing();
    suspending = lifecycle.suspending();
    maintaining = lifecycle.maintaining();
    offboarding = lifecycle.offboarding();
  }

  static Map<String, AdminOperation> of(Stores stores) {
    var all = new LifecycleOperations(stores);
    return Map.of(
        "suspendTenant", all::suspend,
        "resumeTenant", all::resume,
        "maintainTenant", all::maintain,
        "endMaintenance", all::endMaintenance,
        "offboardTenant", all::offboard,
        "cancelOffboarding", all::cancel,
        "changePlan", all::plan,
        "changeSettings", all::settings);
  }

  private Answer suspend(AdminRequest request) {
    return changed(
        suspending.suspend(request.scope(), request.tenant(), version(request), reason(request)));
  }

  private Answer resume(AdminRequest request) {
    return changed(suspending.resume(request.scope(), request.tenant(), version(request)));
  }

  private Answer maintain(AdminRequest request) {
    return changed(
        PlanBody.time(body(request), "until")
            .flatMap(
                until ->
                    maintaining.begin(
                        request.scope(),
                        request.tenant(),
                        version(request),
                        new Maintenance(until, reason(request)))));
  }

  private Answer endMaintenance(AdminRequest request) {
    return changed(maintaining.end(request.scope(), request.tenant(), version(request)));
  }

  private Answer offboard(AdminRequest request) {
    var preset = OffboardingTenants.GRACE.toDays();
    var grace = Duration.ofDays(body(request).path("graceDays").asLong(preset));
    return changed(
        offboarding.offboard(
            request.scope(), request.tenant(), version(request), reason(request), grace));
  }

  private Answer cancel(AdminRequest request) {
    return changed(
        offboarding.cancel(request.scope(), request.tenant(), version(request), reason(request)));
  }

  private Answer plan(AdminRequest request) {
    return changed(
        PlanBody.read(body(request))
            .flatMap(
                plan -> changing.plan(request.scope(), request.tenant(), version(request), plan)));
  }

  private Answer settings(AdminRequest request) {
    var settings = new TenantSettings(body(request).path("retentionDays").asInt());
    return changed(
        changing.settings(request.scope(), request.tenant(), version(request), settings));
  }

  private static Answer changed(Outcome<Tenant> outcome) {
    return Answer.of(
        outcome, tenant -> Answer.entity(TenantViews.tenant(tenant), tenant.version()));
  }

  private static JsonNode body(AdminRequest request) {
    return request.sent().body();
  }

  private static String reason(AdminRequest request) {
    return body(request).path("reason").asText();
  }

  private static long version(AdminRequest request) {
    return request.sent().version();
  }
}
