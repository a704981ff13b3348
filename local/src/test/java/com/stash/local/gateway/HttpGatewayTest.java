package com.stash.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stash.local.aws.CannotStart;
import com.stash.local.lambda.LocalFunction;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpGatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final String CAMPAIGN = "/v1/campaigns/{campaignId}/documents";
  private static final AtomicInteger AUTHORIZED = new AtomicInteger();

  private static HttpGateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    gateway =
        HttpGateway.start(
            0,
            List.of(
                new Route("POST", CAMPAIGN, Route.Access.AUTHORIZED),
                new Route("GET", "/v1/{anything}", Route.Access.OPEN),
                new Route("GET", "/v1/cookies", Route.Access.OPEN),
                new Route("GET", "/v1/large", Route.Access.OPEN),
                new Route("GET", "/v1/broken", Route.Access.OPEN),
                new Route("GET", "/admin/v1/tenants", Route.Access.AUTHORIZED)),
            function(
                "authorizer",
                event -> {
                  AUTHORIZED.incrementAndGet();
                  var token = event.path("headers").path("authorization").asText();
                  return """
                  {"isAuthorized":%b,"context":{"tenantId":"acme","status":"403"}}
                  """
                      .formatted(token.equals("Bearer good"));
                }),
            new OperatorKeys("NOBODY", "none", "arn:aws:iam::000000000000:user/nobody"),
            Map.of(
                "/v1", function("api", HttpGatewayTest::api),
                "/admin", function("admin", event -> "{\"statusCode\":200,\"body\":\"admin\"}")),
            CLOCK,
            Duration.ofSeconds(2));
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
  }

  @BeforeEach
  void nobodyAskedYet() {
    AUTHORIZED.set(0);
  }

  /** Answers with its event, except on the paths that show a special answer. */
  private static String api(JsonNode event) {
    return switch (event.path("rawPath").asText()) {
      case "/v1/cookies" ->
          """
          {"statusCode":201,"headers":{"ETag":"1"},"cookies":["a=1","b=2"],
           "body":"aGk=","isBase64Encoded":true}
          """;
      case "/v1/large" -> "{\"statusCode\":200,\"body\":\"%s\"}".formatted("x".repeat(7 << 20));
      case "/v1/broken" -> throw new IllegalStateException("secret detail");
      default ->
          JSON.createObjectNode().put("statusCode", 200).put("body", event.toString()).toString();
    };
  }

  @Test
  void a_request_becomes_the_event_of_payload_format_2() throws Exception {
    var answer =
        send(
            request("/v1/campaigns/a%20b+c/documents?x=1&x=2&y=%2F")
                .header("Authorization", "Bearer good")
                .header("X-Two", "1")
                .header("X-Two", "2")
                .header("Cookie", "k=v; l=w")
                .header("User-Agent", "test")
                .POST(BodyPublishers.ofString("{\"ü\":1}")));
    var event = JSON.readTree(answer.body());
    assertThat(event.path("version").asText()).isEqualTo("2.0");
    assertThat(event.path("routeKey").asText()).isEqualTo("POST " + CAMPAIGN);
    assertThat(event.path("rawPath").asText()).isEqualTo("/v1/campaigns/a%20b+c/documents");
    assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&y=%2F");
    assertThat(event.path("queryStringParameters").path("x").asText()).isEqualTo("1,2");
    assertThat(event.path("queryStringParameters").path("y").asText()).isEqualTo("/");
    assertThat(event.path("pathParameters").path("campaignId").asText()).isEqualTo("a b+c");
    assertThat(event.path("headers").path("x-two").asText()).isEqualTo("1,2");
    assertThat(event.path("headers").has("cookie")).isFalse();
    assertThat(event.path("cookies").path(1).asText()).isEqualTo("l=w");
    assertThat(event.path("body").asText()).isEqualTo("{\"ü\":1}");
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
    var context = event.path("requestContext");
    assertThat(context.path("domainName").asText()).isEqualTo(gateway.endpoint().getAuthority());
    assertThat(context.path("http").path("method").asText()).isEqualTo("POST");
    assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.path("http").path("userAgent").asText()).isEqualTo("test");
    assertThat(context.path("authorizer").path("lambda").path("tenantId").asText())
        .isEqualTo("acme");
    assertThat(context.path("time").asText()).isEqualTo("24/Nov/2026:12:00:00 +0000");
    assertThat(context.path("stage").asText()).isEqualTo("$default");
    assertThat(context.path("requestId").asText()).isNotEmpty();
  }

  @Test
  void a_body_that_is_no_text_is_sent_in_base64() throws Exception {
    var answer =
        send(
            request("/v1/campaigns/c/documents")
                .header("Authorization", "Bearer good")
                .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0})));
    var event = JSON.readTree(answer.body());
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(event.path("body").asText()).isEqualTo("/wA=");
  }

  @Test
  void denied_is_403_and_asked_anew_each_time() throws Exception {
    for (var i = 0; i < 2; i++) {
      var answer =
          send(
              request("/v1/campaigns/c/documents")
                  .header("Authorization", "Bearer bad")
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
    assertThat(AUTHORIZED).hasValue(2);
  }

  @Test
  void without_a_route_it_is_404() throws Exception {
    for (var path : List.of("/", "/v2", "/v1/a/b", "/v1/", "/v1/campaigns//documents")) {
      var answer = send(request(path));
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }
  }

  @Test
  void the_functions_status_headers_cookies_and_bytes_are_sent() throws Exception {
    var answer = send(request("/v1/cookies"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("ETag")).contains("1");
    assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(answer.body()).isEqualTo("hi");
  }

  @Test
  void the_longest_prefix_finds_the_function() throws Exception {
    var answer = send(request("/admin/v1/tenants").header("Authorization", "Bearer good"));
    assertThat(answer.body()).isEqualTo("admin");
  }

  @Test
  void a_failing_function_and_an_answer_over_6_mb_are_500_and_tell_nothing() throws Exception {
    for (var path : List.of("/v1/broken", "/v1/large")) {
      var answer = send(request(path));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }
  }

  @Test
  void a_body_over_10_mb_is_413() throws Exception {
    var answer =
        send(
            request("/v1/campaigns/c/documents")
                .header("Authorization", "Bearer good")
                .POST(BodyPublishers.ofByteArray(new byte[(10 << 20) + 1])));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void a_client_that_does_not_send_its_body_loses_the_connection() throws Exception {
    try (var socket =
        new Socket(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), gateway.endpoint().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void headers_over_10_kb_are_refused() throws Exception {
    var answer = send(request("/v1/x").header("X-Large", "x".repeat(11_000)));
    assertThat(answer.statusCode()).isEqualTo(431);
  }

  @Test
  void a_browser_may_call_from_anywhere() throws Exception {
    var preflight =
        send(
            request("/v1/campaigns/c/documents")
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("authorization,if-match");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void a_port_in_use_is_refused_with_what_to_do() {
    assertThatThrownBy(
            () ->
                HttpGateway.start(
                    gateway.endpoint().getPort(),
                    List.of(),
                    function("none", event -> "{}"),
                    new OperatorKeys("NOBODY", "none", "arn:aws:iam::000000000000:user/nobody"),
                    Map.of(),
                    CLOCK))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("stop the program that holds it or choose another with --port");
  }

  private static LocalFunction function(String name, Function<JsonNode, String> answer) {
    return LocalFunction.of(
        name,
        (input, output, context) ->
            output.write(answer.apply(JSON.readTree(input)).getBytes(StandardCharsets.UTF_8)),
        Duration.ofSeconds(30),
        CLOCK);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.endpoint() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
