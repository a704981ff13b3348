package com.stash.local.api;

import static com.stash.local.api.Client.CAMPAIGN;
import static com.stash.local.api.Client.CAMPAIGNS;
import static com.stash.local.api.Client.DOCUMENTS;
import static com.stash.local.api.Client.announcement;
import static com.stash.local.api.Client.campaignWish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Route;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;

/** What every operation does alike. */
class MannersTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z]+}");
  private static final String NEVER = "01KAT000000000000000000N0W";

  private final Client acme = World.ONE.tenant();

  static Stream<Route> routes() {
    return World.ONE.contract.routes().stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nobody_gets_in_without_the_authorizers_word(Route route) {
    var refused = call(acme, route).expectAsItIs(401);
    assertThat(refused.header("www-authenticate")).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_broken_word_of_the_authorizer_lets_nobody_in(Route route) {
    var call = call(acme, route).withOnly("campaigns:read");
    ((ObjectNode) call.event().at("/requestContext/authorizer/lambda")).put("tenantId", "acme");
    call.expectAsItIs(401);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void without_the_permission_nothing_is_done(Route route) {
    if (route.permission().isPresent()) {
      var refused = call(acme, route).withOnly("none:held").expect(403);
      assertThat(refused.text("detail")).contains(route.permission().get().value());
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void an_unknown_query_parameter_is_refused_by_name(Route route) {
    var refused = call(acme, route).query("tenantId", "x").expect(400);
    assertThat(refused.text("field")).isEqualTo("tenantId");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void an_unknown_member_of_a_body_is_refused_by_name(Route route) {
    if (route.body().isPresent()) {
      var call = call(acme, route).header("if-match", "\"1\"");
      var refused = call.body(World.object().put("slug", "a b").put("tenantId", "x")).expect(400);
      assertThat(refused.text("field")).isIn("/tenantId", "/slug");
      assertThat(refused.text("detail")).contains("not defined");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void malformed_missing_and_foreign_ids_get_the_same_answer(Route route) {
    if (!route.path().contains("{") || route.operationId().startsWith("list")) {
      return;
    }
    var globex = World.ONE.tenant();
    var campaign = globex.campaign("theirs");
    var document = Processed.document(globex, campaign, "theirs.pdf");
    var job = java.util.Objects.requireNonNull(document.currentJob()).value();
    var foreign = exact(route, campaign, document.id().value(), job);
    var missing = exact(route, NEVER, NEVER, NEVER);
    var malformed = exact(route, "x", "../y", "");
    assertThat(foreign).isEqualTo(missing).isEqualTo(malformed).contains("not_found");
  }

  @Test
  void lists_below_foreign_and_missing_campaigns_are_as_missing_as_the_campaigns() {
    var globex = World.ONE.tenant();
    var campaign = globex.campaign("theirs");
    globex.document(campaign, "theirs.pdf");
    var foreign = acme.get(DOCUMENTS, campaign).expect(404).text("code");
    assertThat(foreign).isEqualTo(acme.get(DOCUMENTS, NEVER).expect(404).text("code"));
  }

  @Test
  void a_route_that_is_not_there_is_not_found() {
    var call = acme.get("/v1/campaigns");
    call.event().put("routeKey", "$default");
    assertThat(call.expect(404).text("code")).isEqualTo("not_found");
  }

  @Test
  void a_body_must_be_json_by_its_type_and_content() {
    var text = campaignWish("typed").toString();
    acme.post(CAMPAIGNS).body(text).expect(415);
    acme.post(CAMPAIGNS).body(text).header("content-type", "text/json").expect(415);
    acme.post(CAMPAIGNS)
        .body(text)
        .header("Content-Type", "application/json; charset=\"UTF-8\"")
        .expect(201);
    var encoded = acme.post(CAMPAIGNS).header("content-type", "application/json");
    encoded
        .body(Base64.getEncoder().encodeToString(utf8(campaignWish("encoded").toString())))
        .event()
        .put("isBase64Encoded", true);
    encoded.expect(201);
  }

  @Test
  void malformed_json_is_refused_by_its_place_without_echo() {
    var secret = "hunter2-do-not-echo";
    var broken = json("{\n  \"slug\": \"" + secret + "\",\n  oops").expect(400);
    assertThat(broken.text("detail")).contains("line 3").doesNotContain(secret);
    assertThat(broken.text("code")).isEqualTo("malformed_json");
    assertThat(json("{\"slug\": \"a\", \"slug\": \"b\"}").expect(400).text("detail"))
        .contains("twice");
    for (var text : Arrays.asList("{} {}", "[".repeat(100), "{\"a\":1e999999999}", "nul")) {
      assertThat(json(text).expect(400).text("code")).isEqualTo("malformed_json");
    }
    for (var text : Arrays.asList("", "[]", "null", "7", "{}")) {
      assertThat(json(text).expect(400).text("code")).isEqualTo("invalid_request");
    }
  }

  @Test
  void a_body_beyond_a_mebibyte_is_refused() {
    json("{\"slug\": \"" + "x".repeat(1 << 20) + "\"}").expect(413);
    json("\"" + "x".repeat(10 << 20) + "\"").expect(413);
  }

  @Test
  void a_value_out_of_bounds_is_refused_by_its_pointer() {
    var campaign = acme.campaign("bounds");
    for (var bad :
        Arrays.asList(
            announce().put("filename", "a/b.pdf"),
            announce().put("filename", "a\n"),
            announce().put("type", "PDF"),
            announce().put("sizeBytes", 0),
            announce().put("sizeBytes", "4"),
            announce().put("sha256", "00"))) {
      var field = acme.post(DOCUMENTS, campaign).body(bad).expect(400).text("field");
      assertThat(field).isIn("/filename", "/type", "/sizeBytes", "/sha256");
    }
    var limit = acme.get(DOCUMENTS, campaign).query("limit", "101").expect(400);
    assertThat(limit.text("field")).isEqualTo("limit");
    acme.get(DOCUMENTS, campaign).query("limit", "1,2").expect(400);
    acme.get(DOCUMENTS, campaign).query("limit", "0").expect(400);
    acme.get(DOCUMENTS, campaign).query("cursor", "").expect(400);
  }

  @Test
  void an_idempotency_key_is_printable_and_not_too_long() {
    for (var key : Arrays.asList("", "x".repeat(201), "ü", "a\tb")) {
      var refused =
          acme.post(CAMPAIGNS).header("idempotency-key", key).body(campaignWish("k-k")).expect(400);
      assertThat(refused.text("field")).isEqualTo("Idempotency-Key");
    }
  }

  @Test
  void a_pipeline_too_large_for_an_item_is_refused() {
    var wish = (ObjectNode) campaignWish("huge");
    ((ObjectNode) wish.at("/pipeline/steps/0")).putObject("config").put("x", "y".repeat(300_000));
    acme.post(CAMPAIGNS).body(wish).expect(413);
  }

  @Test
  void a_checked_callers_own_tenant_is_all_it_sees() {
    var call = acme.post(DOCUMENTS, acme.campaign("lost")).body(announce());
    call.withOnly("documents:write");
    ((ObjectNode) call.event().at("/requestContext/authorizer/lambda")).put("tenantId", NEVER);
    call.expect(404);
  }

  @Test
  void a_service_that_does_not_answer_is_an_outage_with_a_time_to_come_again() {
    var call = acme.get(CAMPAIGN, NEVER).withOnly("campaigns:read");
    for (var failure :
        List.of(
            SdkClientException.create("connection reset"),
            DynamoDbException.builder().statusCode(500).message("internal").build(),
            ThrottlingException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("ThrottlingException").build())
                .build())) {
      var answer = World.ONE.callWhile(failure, call.event());
      assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
      assertThat(answer.at("/headers/retry-after").asText()).isEqualTo("5");
      assertThat(answer.path("body").asText()).contains("unavailable").doesNotContain("reset");
    }
    var wrong = DynamoDbException.builder().statusCode(400).message("wrong").build();
    assertThat(World.ONE.callWhile(wrong, call.event()).path("statusCode").asInt()).isEqualTo(500);
  }

  @Test
  void a_failure_says_nothing_but_the_request_id_and_is_logged() {
    var call = acme.get(CAMPAIGN, NEVER).withOnly("campaigns:read");
    var answer = World.ONE.callWithoutTables(call.event());
    var id = call.event().at("/requestContext/requestId").asText();
    assertThat(answer.path("statusCode").asInt()).isEqualTo(500);
    assertThat(answer.path("body").asText())
        .contains("internal_error", id)
        .doesNotContain("Exception", "dynamodb", "stash-absent");
    assertThat(World.ONE.log()).contains("ResourceNotFoundException", id);
  }

  @Test
  void a_key_is_never_given_back_or_logged() {
    var key = acme.key();
    var secret = Client.secret(key);
    var wish = ((ObjectNode) campaignWish("secret")).put("slug", key);
    for (var call :
        Arrays.asList(
            acme.get(CAMPAIGNS).query("cursor", key),
            acme.get(CAMPAIGNS).query("token", key),
            acme.post(CAMPAIGNS).header("idempotency-key", key + "\n").body(wish),
            acme.post(CAMPAIGNS).body(wish),
            json(key),
            json("{\"slug\": \"" + key + "\" " + key),
            acme.post(CAMPAIGN + "/publish", NEVER).header("if-match", key))) {
      var reply = call.expect(400);
      assertThat(reply.headers().toString() + reply.body()).doesNotContain(secret);
    }
    acme.get(CAMPAIGN, key).expect(404);
    assertThat(World.ONE.log()).doesNotContain(secret);
  }

  private Call json(String text) {
    return acme.post(CAMPAIGNS).body(text).header("content-type", "application/json");
  }

  private String exact(Route route, String... ids) {
    var call = call(acme, route, ids).header("if-match", "\"1\"");
    if (route.body().isPresent()) {
      call.body(
          switch (route.operationId()) {
            case "reviseCampaign" ->
                World.object().set("pipeline", campaignWish("x-y").path("pipeline"));
            case "changeCampaign" -> World.object().put("name", "Renamed");
            case "announceDocument" -> announcement("a.pdf");
            case "reviewDocument" -> World.object().put("decision", "accept");
            case "rotateCredential" -> World.object().put("value", "a new value");
            case "changeUser" -> World.object().put("role", "viewer");
            default -> World.object();
          });
    }
    var reply = call.expect(404);
    return (reply.headers().toString() + reply.body())
        .replace(reply.header("x-request-id"), "the request id");
  }

  private static Call call(Client client, Route route, String... ids) {
    var wanted = (int) VARIABLE.matcher(route.path()).results().count();
    var given = ids.length == 0 ? new String[] {NEVER, NEVER, NEVER} : ids;
    return new Call(client, route.key(), Arrays.copyOf(given, wanted));
  }

  private static ObjectNode announce() {
    return (ObjectNode) announcement("a.pdf");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
