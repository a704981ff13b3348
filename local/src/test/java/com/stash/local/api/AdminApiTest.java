package com.stash.local.api;

import static com.stash.local.Eventually.eventually;
import static com.stash.local.api.OperatorCall.TENANT;
import static com.stash.local.api.OperatorCall.TENANTS;
import static com.stash.local.api.OperatorCall.get;
import static com.stash.local.api.OperatorCall.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.functions.api.Route;
import com.stash.kernel.Json;
import com.stash.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The platform plane. */
class AdminApiTest {
  private static final String NEVER = "01KAT000000000000000000N0W";
  private static final String CREDITS = TENANT + "/credits";
  private static final String USAGE = TENANT + "/usage";

  private final Client acme = World.ONE.tenant();
  private final String id = acme.tenant().id().value();

  static Stream<Route> routes() {
    return OperatorCall.CONTRACT.routes().stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void without_a_checked_signature_nothing_is_done(Route route) {
    for (var word :
        new String[] {
          "{}",
          "{\"iam\": {}}",
          "{\"iam\": {\"userArn\": \"\"}}",
          "{\"iam\": {\"userArn\": \"ada\"}}",
          "{\"lambda\": {\"tenantId\": \"%s\", \"actorId\": \"k\", \"actorType\": \"operator\"}}"
              .formatted(id)
        }) {
      var refused =
          new OperatorCall(route.key())
              .of(id)
              .body("{}")
              .authorizer(Json.parse(word.getBytes(StandardCharsets.UTF_8)))
              .expect(403);
      assertThat(refused.text("code")).isEqualTo("not_an_operator");
    }
  }

  @Test
  void an_operator_is_nobody_to_the_tenants_api() {
    var call = acme.get("/v1/campaigns");
    call.event().withObject("/requestContext/authorizer/iam").put("userArn", OperatorCall.ARN);
    call.expectAsItIs(401);
  }

  @Test
  void a_tenant_is_created_with_a_key_that_works_and_shown_newest_first() {
    var slug = "made-" + UUID.randomUUID().toString().substring(0, 8);
    var created = create(slug).expect(201);
    var tenant = created.body().path("tenant");
    assertThat(created.etag()).isEqualTo("\"" + tenant.path("version").asLong() + "\"");
    assertThat(created.header("location")).isEqualTo(TENANTS + "/" + tenant.path("id").asText());
    assertThat(tenant.path("tier").asText()).isEqualTo("professional");
    var owner =
        new Client(World.ONE, acme.tenant(), created.text("firstKey"), slug + ".stash.test");
    assertThat(owner.get("/v1/me").expect(200).body().at("/tenant/slug").asText()).isEqualTo(slug);
    assertThat(get(TENANTS).query("limit", "1").expect(200).items().get(0)).isEqualTo(tenant);
    var read = get(TENANT).of(tenant.path("id").asText()).expect(200);
    assertThat(read.body()).isEqualTo(tenant);
    assertThat(read.etag()).isEqualTo(created.etag());
    assertThat(World.ONE.log()).doesNotContain(created.text("firstKey"));
  }

  @Test
  void a_slug_is_taken_once() {
    create("taken-once").expect(201);
    assertThat(create("taken-once").expect(409).text("code")).isEqualTo("slug_taken");
  }

  @Test
  void the_list_goes_on_to_its_end_and_shows_each_tenant_once() {
    World.ONE.tenant();
    World.ONE.tenant();
    var seen = new ArrayList<String>();
    var page = get(TENANTS).query("limit", "2").expect(200);
    while (true) {
      page.items().forEach(tenant -> seen.add(tenant.path("id").asText()));
      if (!page.body().has("next")) {
        break;
      }
      page = get(TENANTS).query("limit", "2").query("cursor", page.text("next")).expect(200);
    }
    assertThat(seen).doesNotHaveDuplicates().contains(id).hasSizeGreaterThan(2);
    assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @ParameterizedTest
  @ValueSource(strings = {NEVER, "x", "00000000000000000000000000"})
  void a_tenant_that_is_not_there_is_not_found(String missing) {
    get(TENANT).of(missing).expect(404);
    get(USAGE).of(missing).expect(404);
    post(CREDITS).of(missing).body("{\"microCredits\": 1, \"reason\": \"none\"}").expect(404);
  }

  @Test
  void credits_are_granted_and_taken_back_once_for_each_key() throws Exception {
    var before = balance();
    var first = grant("1", 5_000_000, "goodwill").expect(200);
    assertThat(grant("1", 5_000_000, "goodwill").expect(200).body()).isEqualTo(first.body());
    grant("1", 5_000_001, "goodwill").expect(422);
    grant("2", -2_000_000, "given by mistake").expect(200);
    // A balance is remembered for two seconds.
    eventually(() -> assertThat(balance()).isEqualTo(before + 3_000_000));
    var kept =
        World.ONE
            .backend
            .dynamoDb()
            .query(
                q ->
                    q.tableName("stash-test-credit-grants")
                        .keyConditionExpression("tenantId = :t")
                        .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(id))));
    assertThat(kept.items()).as("the first credits and two more").hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"microCredits\": 0, \"reason\": \"none\"}",
        "{\"microCredits\": 1.5, \"reason\": \"none\"}",
        "{\"microCredits\": 9000000000000000, \"reason\": \"too much\"}",
        "{\"microCredits\": 1}",
        "{\"microCredits\": 1, \"reason\": \"none\", \"tenantId\": \"x\"}"
      })
  void a_grant_that_makes_no_sense_is_refused(String body) {
    post(CREDITS).of(id).body(body).expect(400);
  }

  @Test
  void health_names_each_service_and_says_which_is_not_well() {
    var health = get("/admin/v1/health").expect(200).body();
    assertThat(health.path("environment").asText()).isEqualTo("test");
    assertThat(health.path("services").findValuesAsText("service"))
        .containsExactly("dynamodb", "s3", "sqs", "kms");
    // There is no queue in this world.
    assertThat(health.path("services").findValuesAsText("well"))
        .containsExactly("true", "true", "false", "true");
    assertThat(health.path("well").asBoolean()).isFalse();
  }

  @Test
  void what_an_operator_changes_bears_the_principal_s_name() {
    var slug = "named-" + UUID.randomUUID().toString().substring(0, 8);
    var made = create(slug).expect(201).body().at("/tenant/id").asText();
    var stored = World.ONE.stores.tenants().find(new TenantId(made)).orElseThrow();
    assertThat(stored.stamp().changedBy().actor()).hasToString("operator:" + OperatorCall.ARN);
  }

  @Test
  void a_processor_that_is_switched_off_is_refused_in_new_pipelines() throws Exception {
    var before = acme.post("/v1/campaigns").body(Client.campaignWish("before"));
    var made = before.header("idempotency-key", "k").expect(201);
    switched("text-extraction@1", "disabled").expect(200);
    try {
      eventually(
          () -> {
            var refused =
                acme.post("/v1/campaigns").body(Client.campaignWish("off-one")).expect(400);
            assertThat(refused.text("field")).isEqualTo("/pipeline/steps/0/processor");
          });
      assertThat(before.expect(201).body()).as("the same request").isEqualTo(made.body());
      var listed = get("/admin/v1/processors").expect(200).items();
      assertThat(listed.findValuesAsText("status"))
          .containsOnlyOnce("disabled")
          .hasSizeGreaterThan(5);
      assertThat(listed.findValuesAsText("switchedBy")).contains(OperatorCall.ARN);
    } finally {
      switched("text-extraction@1", "active").expect(200);
    }
    eventually(() -> acme.post("/v1/campaigns").body(Client.campaignWish("on-again")).expect(201));
  }

  @Test
  void a_switch_is_made_once_for_each_key_and_of_known_processors_only() {
    var key = UUID.randomUUID().toString();
    var on = switched("ocr@1", "active").header("idempotency-key", key).expect(200);
    var again = switched("ocr@1", "active").header("idempotency-key", key).expect(200);
    assertThat(again.body()).isEqualTo(on.body());
    switched("ocr@1", "disabled").header("idempotency-key", key).expect(422);
    switched("ocr@2", "active").expect(400);
  }

  private static OperatorCall switched(String processor, String status) {
    return post("/admin/v1/processors")
        .body("{\"processor\": \"%s\", \"status\": \"%s\"}".formatted(processor, status));
  }

  private OperatorCall create(String slug) {
    return post(TENANTS)
        .body(
            "{\"slug\": \"%s\", \"name\": \"Made\", \"email\": \"a@b.test\", \"tier\": \"professional\"}"
                .formatted(slug));
  }

  private OperatorCall grant(String key, long amount, String reason) {
    return post(CREDITS)
        .of(id)
        .header("idempotency-key", key)
        .body("{\"microCredits\": %d, \"reason\": \"%s\"}".formatted(amount, reason));
  }

  private long balance() {
    return get(USAGE).of(id).expect(200).body().path("balanceMicroCredits").asLong();
  }
}
