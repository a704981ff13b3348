package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Answer;
import com.stash.functions.api.UsageViews;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantRegister;
import com.stash.tenancy.TenantScope;
import com.stash.usage.CreditGrant;
import com.stash.usage.GrantingCredits;
import com.stash.usage.UsageBook;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/** A tenant's account: its credits and its usage. */
final class AccountOperations {
  private final TenantRegister register;
  private final Gate gate;
  private final UsageBook usage;
  private final GrantingCredits granting;
  private final Clock clock;

  private AccountOperations(Stores stores, Ids ids, Clock clock) {
    this.register = stores.register();
    this.gate = stores.gate();
    this.usage = stores.usage();
    this.granting = new GrantingCredits(stores.transactions(), usage, ids, clock);
    this.clock = clock;
  }

  static Map<String, AdminOperation> of(Stores stores, Ids ids, Clock clock) {
    var all = new AccountOperations(stores, ids, clock);
    return Map.of("grantCredits", all::grant, "readTenantUsage", all::usage);
  }

  private Answer grant(AdminRequest request) {
    var body = request.sent().body();
    return ofTenant(
        request,
        scope ->
            Answer.of(
                granting.grant(
                    scope,
                    new MicroCredits(body.path("microCredits").asLong()),
                    body.path("reason").asText(),
                    request.sent().idempotency()),
                grant -> Answer.of(view(grant))));
  }

  private Answer usage(AdminRequest request) {
    var month = UsageViews.month(request.sent(), clock);
    return ofTenant(
        request,
        scope ->
            Answer.of(UsageViews.month(month, usage.spending(scope), usage.month(scope, month))));
  }

  private Answer ofTenant(AdminRequest request, Function<TenantScope, Answer> answer) {
    return Answer.found(
        register.find(request.scope(), request.tenant()),
        tenant -> answer.apply(gate.forOperator(request.scope(), tenant.id())));
  }

  private static JsonNode view(CreditGrant grant) {
    return Json.object()
        .put("id", grant.id())
        .put("microCredits", grant.amount().value())
        .put("reason", grant.reason())
        .put("createdAt", grant.stamp().createdAt().toString());
  }
}
