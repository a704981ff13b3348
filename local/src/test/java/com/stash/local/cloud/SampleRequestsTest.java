package com.stash.local.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.functions.admin.AdminHandler;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyText;
import com.stash.identity.KeyRights;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.kernel.Json;
import com.stash.tenancy.TenantId;
import com.stash.transactions.Change.Create;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The samples that API Gateway sends: to the authorizer, the API and the operators' API. */
class SampleRequestsTest {
  private static final String NOBODY = "{\"isAuthorized\":true,\"context\":{}}";

  /** The half of the key that may be known; nobody has the other any more. */
  private static final String ISSUER_KEYS =
      """
      {"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "kid": "sample",
        "x": "-AWwyRXjIYluZ1DUZgq8PThEH03ZHXtGovpP711yZSA",
        "y": "YQCYDMy9xQ2mhkNfHHvJNnrBIzX0RgMQytX91VgpQBo"}]}\
      """;

  private static SampleWorld world;

  @BeforeAll
  static void start() {
    world =
        new SampleWorld(
            new TenantId("01KAT00000000000000000ACME"),
            new CampaignId("01KAT0000000000000CAMPA1GN"));
    createKey();
  }

  /** Creates the key that the samples are sent with. */
  private static void createKey() {
    var header = Samples.read("authorizer-api-key").at("/headers/authorization").asText();
    var text = ApiKeyText.parse(header.substring("Bearer ".length())).orElseThrow();
    var stamp = world.scope().created(world.backend().clock().instant());
    var key = ApiKey.of(text, "sample", KeyRights.of(Role.ADMIN), null, stamp);
    world.stores().transactions().commit(world.scope(), new Create(key)).orThrow();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void authorizer_api_key() {
    var answer = authorizer("authorizer-api-key");
    assertThat(answer.at("/context/tenantId").asText()).isEqualTo(world.scope().tenant().value());
    assertThat(answer.at("/context/permissions").asText())
        .contains("documents:write")
        .doesNotContain("owners:write");
  }

  @Test
  void authorizer_malformed_key() {
    assertThat(authorizer("authorizer-malformed-key")).hasToString(NOBODY);
  }

  @Test
  void authorizer_token() {
    var stamp = world.scope().created(world.backend().clock().instant());
    var olga = User.firstOwner("01KAT00000000000000000VSER", "olga@acme.example", "Olga", stamp);
    world.stores().transactions().commit(world.scope(), olga.creation()).orThrow();
    var answer = authorizer("authorizer-token");
    assertThat(answer.at("/context/actorType").asText()).isEqualTo("user");
    assertThat(answer.at("/context/actorId").asText()).isEqualTo(olga.id());
  }

  @Test
  void authorizer_token_expired() {
    assertThat(authorizer("authorizer-token-expired")).hasToString(NOBODY);
  }

  @Test
  void authorizer_token_of_stranger() {
    assertThat(authorizer("authorizer-token-of-stranger")).hasToString(NOBODY);
  }

  @Test
  void api_no_key() {
    assertThat(refusal(401, api("api-no-key"))).isEqualTo("unauthenticated");
  }

  @Test
  void api_list_campaigns() {
    assertThat(body(200, api("api-list-campaigns")).at("/items/0/slug").asText())
        .isEqualTo("notes");
  }

  @Test
  void api_announce_document() {
    var announced = body(201, api("api-announce-document"));
    assertThat(announced.at("/upload/url").asText()).contains("X-Amz-Signature");
    var again = body(201, api("api-announce-document"));
    assertThat(again.path("id")).isEqualTo(announced.path("id"));
  }

  @Test
  void api_announce_with_used_key() {
    body(201, api("api-announce-document"));
    refusal(422, api("api-announce-with-used-key"));
  }

  @Test
  void api_unknown_field() {
    var answer = api("api-unknown-field");
    refusal(400, answer);
    assertThat(answer.path("body").asText()).contains("colour");
  }

  @Test
  void api_permission_missing() {
    refusal(403, api("api-permission-missing"));
  }

  @Test
  void api_foreign_document() {
    refusal(404, api("api-foreign-document"));
  }

  @Test
  void api_stale_version() {
    refusal(412, api("api-stale-version"));
  }

  @Test
  void api_create_key() {
    assertThat(ApiKeyText.parse(body(201, api("api-create-key")).path("text").asText()))
        .isPresent();
  }

  @Test
  void api_invite_user() {
    assertThat(body(201, api("api-invite-user")).path("state").asText()).isEqualTo("invited");
  }

  @Test
  void api_create_credential() {
    var created = body(201, api("api-create-credential"));
    assertThat(created.toString()).contains("openai.api_key", "6789").doesNotContain("sk-example");
  }

  @Test
  void api_claim_domain() {
    assertThat(body(201, api("api-claim-domain")).toString()).contains("documents.acme.example");
  }

  @Test
  void admin_list_tenants() {
    assertThat(body(200, admin("admin-list-tenants")).path("items").findValuesAsText("slug"))
        .contains("acme");
  }

  @Test
  void admin_create_tenant() {
    var made = body(201, admin("admin-create-tenant"));
    assertThat(made.at("/tenant/slug").asText()).isEqualTo("initech");
    assertThat(made.toString()).contains("stash_");
  }

  @Test
  void admin_grant_credits() {
    var granted = body(200, admin("admin-grant-credits"));
    assertThat(body(200, admin("admin-grant-credits"))).isEqualTo(granted);
  }

  @Test
  void admin_not_signed() {
    refusal(403, admin("admin-not-signed"));
  }

  private static JsonNode authorizer(String sample) {
    return samples()
        .invoke(new AuthorizerHandler(world.backend(), SampleRequestsTest::issuer), sample);
  }

  /** Answers as the issuer that the environment trusts. */
  private static byte[] issuer(URI address) {
    var issuer = SampleWorld.ISSUER.issuer();
    var discovery = Json.object().put("issuer", issuer).put("jwks_uri", issuer + "/keys");
    return address.getPath().equals("/keys") ? ISSUER_KEYS.getBytes(UTF_8) : Json.bytes(discovery);
  }

  private static JsonNode api(String sample) {
    return samples().invoke(new ApiHandler(world.backend()), sample);
  }

  private static JsonNode admin(String sample) {
    return samples().invoke(new AdminHandler(world.backend()), sample);
  }

  private static Samples samples() {
    return new Samples(world.backend());
  }

  /** Returns the problem's code. */
  private static String refusal(int status, JsonNode answer) {
    return body(status, answer).path("code").asText();
  }

  private static JsonNode body(int status, JsonNode answer) {
    var body = answer.path("body").asText();
    assertThat(answer.path("statusCode").asInt()).as(body).isEqualTo(status);
    return Json.parse(body.getBytes(UTF_8));
  }
}
