package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.Caller;
import com.stash.kernel.Json;
import com.stash.store.Stores;
import com.stash.tenancy.Tenant;
import java.util.Map;

/** The caller itself. */
final class CallerOperations {
  private CallerOperations() {}

  static Map<String, Operation> of(Stores stores) {
    return Map.of(
        "readCaller",
        request ->
            Answer.found(
                stores.tenants().find(request.scope().tenant()),
                tenant -> Answer.of(view(request.caller(), tenant))));
  }

  private static JsonNode view(Caller caller, Tenant tenant) {
    var view = Json.object();
    view.putObject("actor")
        .put("type", caller.actor().type().wire())
        .put("id", caller.actor().id());
    var permissions = view.putArray("permissions");
    caller.permissions().stream().map(Object::toString).sorted().forEach(permissions::add);
    view.putObject("tenant")
        .put("id", tenant.id().value())
        .put("slug", tenant.slug().value())
        .put("name", tenant.name())
        .put("tier", tenant.tier().wire())
        .put("state", tenant.state().wire())
        .set("limits", tenant.limits().toJson());
    return view;
  }
}
