package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.audit.NotingDenials;
import com.stash.identity.ApiKeyText;
import com.stash.identity.Email;
import com.stash.store.Tables;
import com.stash.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is refused leaves a row for the audit log, in the partition it belongs to. */
class DenialsTest {
  private static final String NEVER = "01KAT000000000000000000N0W";

  private final Client acme = World.ONE.tenant();

  @Test
  void a_refused_credential_is_noted_with_the_tenant_it_names() {
    var id = ApiKeyText.parse(acme.key()).orElseThrow().keyId();
    var forged = ApiKeyText.create(acme.tenant().id(), id, new Random(1)).reveal();
    with(forged).get("/v1/me").expect(401);
    assertThat(noted(acme.tenant().id())).containsExactly("GET /v1/me  key_refused");
    var token =
        World.ONE.issuer.token(
            acme.tenant().id(), new Email("nobody@acme.test"), Duration.ofMinutes(5));
    with(token).get("/v1/me").expect(401);
    assertThat(noted(acme.tenant().id())).contains("GET /v1/me  unknown_user");
  }

  @Test
  void what_names_no_tenant_is_noted_with_the_platform() {
    var before = noted(TenantId.PLATFORM).size();
    with("nonsense").get("/v1/campaigns").expect(401);
    assertThat(noted(TenantId.PLATFORM).size()).isGreaterThanOrEqualTo(before);
    assertThat(noted(TenantId.PLATFORM)).anyMatch(line -> line.contains("malformed_token"));
  }

  @Test
  void a_missing_permission_and_a_foreign_id_are_noted_and_a_wish_gone_wrong_is_not() {
    acme.get("/v1/campaigns").withOnly("").expect(403);
    acme.get("/v1/campaigns/{campaignId}", NEVER).expect(404);
    acme.get("/v1/campaigns/{campaignId}", "x").expect(404);
    acme.get("/v1/campaigns").query("limit", "0").expect(400);
    assertThat(noted(acme.tenant().id()))
        .containsExactlyInAnyOrder(
            "GET /v1/campaigns  permission_missing",
            "GET /v1/campaigns/{campaignId} " + NEVER + " not_found",
            "GET /v1/campaigns/{campaignId} malformed not_found");
  }

  @Test
  void an_operator_who_is_refused_is_noted_with_the_platform() {
    OperatorCall.get(OperatorCall.TENANT).of(NEVER).expect(404);
    OperatorCall.get(OperatorCall.TENANT)
        .of(acme.tenant().id().value())
        .authorizer(World.object())
        .expect(403);
    OperatorCall.get(OperatorCall.TENANTS).query("limit", "0").expect(400);
    assertThat(noted(TenantId.PLATFORM))
        .contains(
            "GET /admin/v1/tenants/{tenantId} " + NEVER + " not_found",
            "GET /admin/v1/tenants/{tenantId} " + acme.tenant().id() + " not_an_operator")
        .noneMatch(line -> line.startsWith("GET /admin/v1/tenants "));
    assertThat(noted(acme.tenant().id())).isEmpty();
  }

  @Test
  void a_flood_is_counted_and_bounded() {
    for (int i = 0; i < 60; i++) {
      acme.get("/v1/campaigns/{campaignId}", NEVER).withOnly("campaigns:read").expect(404);
    }
    assertThat(noted(acme.tenant().id()).size()).isBetween(NotingDenials.MOST_A_SECOND, 59);
  }

  private Client with(String credential) {
    return new Client(acme.world(), acme.tenant(), credential, acme.host());
  }

  private static List<String> noted(TenantId tenant) {
    var table = World.ONE.backend.environment().table(Tables.DENIALS);
    return World.ONE
        .backend
        .dynamoDb()
        .queryPaginator(
            q ->
                q.tableName(table)
                    .keyConditionExpression("tenantId = :t")
                    .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(tenant.value())))
                    .consistentRead(true))
        .items()
        .stream()
        .map(row -> text(row, "operation") + " " + text(row, "subject") + " " + text(row, "code"))
        .toList();
  }

  private static String text(Map<String, AttributeValue> row, String name) {
    return Objects.requireNonNull(row.get(name), name).s();
  }
}
