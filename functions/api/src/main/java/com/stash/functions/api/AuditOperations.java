package com.stash.functions.api;

import com.stash.audit.AuditEntry;
import com.stash.audit.AuditTrail;
import com.stash.audit.VerifyingAudit;
import com.stash.kernel.Json;
import com.stash.store.Stores;
import java.util.Map;
import java.util.regex.Pattern;

/** The audit log: list, verify. */
final class AuditOperations {
  private static final Pattern KEYS = Pattern.compile("entry#[0-9]{12}");

  private final AuditTrail trail;

  private AuditOperations(AuditTrail trail) {
    this.trail = trail;
  }

  static Map<String, Operation> of(Stores stores) {
    var all = new AuditOperations(stores.audit());
    return Map.of("listAudit", all::list, "verifyAudit", all::verify);
  }

  private Answer list(Request request) {
    return request.page(KEYS, page -> trail.list(request.scope(), page), AuditEntry::toJson);
  }

  private Answer verify(Request request) {
    var report = new VerifyingAudit(trail).verify(request.scope());
    var view = Json.object().put("whole", report.isWhole()).put("entries", report.entries());
    view.put("head", report.head().hex());
    Views.put(view, "fault", report.fault());
    return Answer.of(view);
  }
}
