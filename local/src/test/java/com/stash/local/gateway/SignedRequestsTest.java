package com.stash.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.stash.local.lambda.LocalFunction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** The gateway's IAM authorization, called by requests that the AWS SDK signs. */
class SignedRequestsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final String PATH = "/admin/v1/tenants/a%20b";
  private static final String ARN = "arn:aws:iam::000000000000:user/operator";

  private static HttpGateway gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    var echo =
        LocalFunction.of(
            "admin",
            (in, out, _) ->
                out.write(
                    new ObjectMapper()
                        .createObjectNode()
                        .put("statusCode", 200)
                        .put("body", new ObjectMapper().readTree(in).toString())
                        .toString()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            Duration.ofSeconds(30),
            clock);
    gateway =
        HttpGateway.start(
            0,
            List.of(
                new Route("POST", "/admin/v1/tenants/{name}", Route.Access.SIGNED),
                new Route("GET", "/admin/v1/tenants/{name}", Route.Access.SIGNED)),
            echo,
            new OperatorKeys("STASHOPERATOR", "secret", ARN),
            Map.of("/admin/v1/", echo),
            clock);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
  }

  /** A request as the SDK signs it, of which a test may change a part before it is sent. */
  static final class Signed {
    private String accessKey = "STASHOPERATOR";
    private String secretKey = "secret";
    private String region = "us-east-1";
    private String service = "execute-api";
    private Instant at = NOON;
    private String path = PATH;
    private String query = "?b=2&a=x%20y&a=1";
    private String body = "{\"slug\":\"acme\"}";
    private final Map<String, String> more = new TreeMap<>();

    private HttpRequest.Builder request() {
      var unsigned =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.POST)
              .uri(URI.create(gateway.endpoint() + path + query))
              .putHeader("X-Plain", " one   two ")
              .build();
      var signed =
          AwsV4HttpSigner.create()
              .sign(
                  s ->
                      s.identity(AwsBasicCredentials.create(accessKey, secretKey))
                          .request(unsigned)
                          .payload(ContentStreamProvider.fromUtf8String(body))
                          .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                          .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                          .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      signed.request().forEachHeader((name, values) -> headers.put(name, values.getFirst()));
      headers.remove("Host");
      headers.putAll(more);
      var request = HttpRequest.newBuilder();
      headers.forEach(request::header);
      return request;
    }

    private HttpResponse<String> send() throws Exception {
      return send(path, query, body);
    }

    private HttpResponse<String> send(String sentPath, String sentQuery, String sentBody)
        throws Exception {
      return http.send(
          request()
              .uri(URI.create(gateway.endpoint() + sentPath + sentQuery))
              .POST(BodyPublishers.ofString(sentBody))
              .build(),
          BodyHandlers.ofString());
    }
  }

  @FunctionalInterface
  interface Attempt {
    HttpResponse<String> send(Signed signed) throws Exception;
  }

  record Case(String what, Attempt attempt) {
    @Override
    public String toString() {
      return what;
    }
  }

  @Test
  void what_the_sdk_signs_is_let_in_and_the_function_told_who_it_was() throws Exception {
    var answer = new Signed().send();
    assertThat(answer.statusCode()).isEqualTo(200);
    var event = new ObjectMapper().readTree(answer.body());
    assertThat(event.at("/requestContext/authorizer/iam/userArn").asText()).isEqualTo(ARN);
    assertThat(event.at("/requestContext/authorizer/lambda").isMissingNode()).isTrue();
    assertThat(event.path("body").asText()).isEqualTo("{\"slug\":\"acme\"}");
  }

  @Test
  void nearly_five_minutes_apart_is_near_enough() throws Exception {
    for (var seconds : List.of(-299, 299)) {
      var signed = new Signed();
      signed.at = NOON.plusSeconds(seconds);
      assertThat(signed.send().statusCode()).isEqualTo(200);
    }
  }

  static Stream<Case> forgeries() {
    return Stream.of(
        new Case("another path", s -> s.send("/admin/v1/tenants/a%20c", s.query, s.body)),
        new Case(
            "the path written otherwise",
            s -> s.send("/admin/v1/tenants/%61%20b", s.query, s.body)),
        new Case("another query", s -> s.send(s.path, "?b=2&a=x%20y&a=2", s.body)),
        new Case("more of a query", s -> s.send(s.path, s.query + "&c", s.body)),
        new Case("no query", s -> s.send(s.path, "", s.body)),
        new Case("another body", s -> s.send(s.path, s.query, "{\"slug\":\"acmf\"}")),
        new Case("no body", s -> s.send(s.path, s.query, "")),
        new Case(
            "a body said to be unsigned", s -> with(s, "x-amz-content-sha256", "UNSIGNED-PAYLOAD")),
        new Case("another header", s -> with(s, "X-Plain", "one three")),
        new Case("another time", s -> with(s, "X-Amz-Date", "20261124T120001Z")),
        new Case("no time", s -> with(s, "X-Amz-Date", "now")),
        new Case("a bearer's key", s -> with(s, "Authorization", "Bearer stash_key")),
        new Case("nothing", s -> with(s, "Authorization", "")),
        new Case("a signature of nothing", s -> signature(s, "0".repeat(64))),
        new Case("host unsigned", s -> replaced(s, "host;", "")),
        new Case("time unsigned", s -> replaced(s, ";x-amz-date", "")),
        new Case("a header that is not there", s -> replaced(s, "host;", "a-header;host;")),
        new Case("another method", SignedRequestsTest::got),
        new Case("another region", s -> with(s, () -> s.region = "eu-central-1")),
        new Case("another service", s -> with(s, () -> s.service = "s3")),
        new Case("another secret", s -> with(s, () -> s.secretKey = "secrets")),
        new Case("another key", s -> with(s, () -> s.accessKey = "STASHOPERATORS")),
        new Case("too old", s -> with(s, () -> s.at = NOON.minusSeconds(301))),
        new Case("of the future", s -> with(s, () -> s.at = NOON.plusSeconds(301))),
        new Case("of yesterday", s -> with(s, () -> s.at = NOON.minusSeconds(86_400))));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatever_else_comes_gets_the_one_refusal(Case forgery) throws Exception {
    var answer = forgery.attempt().send(new Signed());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  private static HttpResponse<String> with(Signed signed, Runnable change) throws Exception {
    change.run();
    return signed.send();
  }

  private static HttpResponse<String> with(Signed signed, String header, String value)
      throws Exception {
    signed.more.put(header, value);
    return signed.send();
  }

  private static HttpResponse<String> signature(Signed signed, String signature) throws Exception {
    return with(
        signed, "Authorization", authorization(signed).replaceAll("[0-9a-f]{64}$", signature));
  }

  private static HttpResponse<String> replaced(Signed signed, String part, String by)
      throws Exception {
    return with(signed, "Authorization", authorization(signed).replace(part, by));
  }

  private static HttpResponse<String> got(Signed signed) throws Exception {
    var request = signed.request().uri(URI.create(gateway.endpoint() + PATH + signed.query));
    return http.send(
        request.method("GET", BodyPublishers.ofString(signed.body)).build(),
        BodyHandlers.ofString());
  }

  private static String authorization(Signed signed) {
    return signed
        .request()
        .uri(gateway.endpoint())
        .build()
        .headers()
        .firstValue("Authorization")
        .orElseThrow();
  }
}
