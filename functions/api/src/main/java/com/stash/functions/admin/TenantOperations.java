package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Answer;
import com.stash.functions.api.Keys;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.provisioning.ProvisioningTenants.Provisioned;
import com.stash.provisioning.ProvisioningTenants.Wish;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantRegister;
import com.stash.tenancy.Tier;
import java.util.Map;
import java.util.Random;

/** Tenants: list, read, create. */
final class TenantOperations {
  private final TenantRegister register;
  private final ProvisioningTenants provisioning;
  private final Random secrets;

  private TenantOperations(Stores stores, Backend backend) {
    register = stores.register();
    provisioning = stores.lifecycle().provisioning();
    secrets = backend.random();
  }

  static Map<String, AdminOperation> of(Stores stores, Backend backend) {
    var all = new TenantOperations(stores, backend);
    return Map.of(
        "listTenants", all::list,
        "readTenant", all::read,
        "createTenant", all::create);
  }

  private Answer list(AdminRequest request) {
    return request
        .sent()
        .page(
            "platform", Keys.ID, page -> register.list(request.scope(), page), TenantViews::tenant);
  }

  private Answer read(AdminRequest request) {
    return Answer.found(
        register.find(request.scope(), request.tenant()),
        tenant -> Answer.entity(TenantViews.tenant(tenant), tenant.version()));
  }

  private Answer create(AdminRequest request) {
    return Answer.of(
        wish(request.sent().body())
            .flatMap(wish -> provisioning.provision(wish, request.scope().origin(), secrets)),
        TenantOperations::created);
  }

  private static Answer created(Provisioned provisioned) {
    var tenant = provisioned.tenant();
    var view = Json.object();
    view.set("tenant", TenantViews.tenant(tenant));
    view.put("firstKey", provisioned.key().reveal());
    return Answer.created("/admin/v1/tenants/" + tenant.id(), view, tenant.version());
  }

  private static Outcome<Wish> wish(JsonNode body) {
    try {
      return Outcome.done(
          new Wish(
              new Slug(body.path("slug").asText()),
              body.path("name").asText(),
              body.path("email").asText(),
              Tier.parse(body.path("tier").asText("starter"))));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Refusal.invalid("", e.getMessage() + "."));
    }
  }
}
