package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.tenancy.TenantState;
import com.stash.transactions.Change.Replace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AuthorizerTest {
  private static final String NOBODY = "{\"isAuthorized\":true,\"context\":{}}";

  private final Client acme = World.ONE.tenant();

  @Test
  void a_good_key_on_its_tenants_or_a_central_host_is_let_in() {
    for (var host : Arrays.asList(acme.host(), "localhost", "stash.test", acme.host() + ":8080")) {
      var word = ask("Bearer " + acme.key(), host);
      assertThat(word.path("isAuthorized").asBoolean()).as(host).isTrue();
      var context = word.path("context");
      assertThat(context.path("tenantId").asText()).isEqualTo(acme.tenant().id().value());
      assertThat(context.path("actorType").asText()).isEqualTo("api_key");
      assertThat(context.path("actorId").asText()).isEqualTo(acme.key().split("_", -1)[2]);
      assertThat(context.path("permissions").asText().split(" ", -1)).contains("documents:write");
    }
    assertThat(ask("bearer  " + acme.key(), acme.host()).path("isAuthorized").asBoolean()).isTrue();
  }

  @Test
  void every_denial_looks_alike() {
    var other = World.ONE.tenant();
    var wrong = acme.key().substring(0, acme.key().length() - 1) + "x";
    var denials =
        Arrays.asList(
            ask("Bearer " + acme.key(), other.host()),
            ask("Bearer " + acme.key(), "unknown.test"),
            ask("Bearer " + acme.key(), "not a host"),
            ask("Bearer " + acme.key(), ""),
            ask("Bearer " + wrong, acme.host()),
            ask("Basic " + acme.key(), acme.host()),
            ask(acme.key(), acme.host()),
            ask("Bearer", acme.host()),
            ask("Bearer a b", acme.host()),
            ask("", acme.host()));
    assertThat(denials).allSatisfy(d -> assertThat(d).hasToString(NOBODY));
    assertThat(World.ONE.log())
        .contains("\"reason\":\"no_bearer\"", "\"reason\":\"malformed_key\"")
        .doesNotContain(Client.secret(acme.key()));
  }

  @Test
  void a_suspended_tenants_key_is_refused() {
    var scope = acme.scope();
    var tenant = World.ONE.stores.tenants().find(acme.tenant().id()).orElseThrow();
    var stamp = scope.changed(tenant.stamp(), World.ONE.backend.clock().instant());
    World.ONE
        .stores
        .transactions()
        .commit(scope, new Replace(tenant.become(TenantState.SUSPENDED, "unpaid", stamp)))
        .orThrow();
    assertThat(ask("Bearer " + acme.key(), "localhost")).hasToString(NOBODY);
  }

  private JsonNode ask(String authorization, String host) {
    var event = acme.get("/v1/me").header("authorization", authorization).event();
    event.withObject("/requestContext").put("domainName", host);
    return World.ONE.authorize(event);
  }
}
