package com.stash.processors.builtin.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Secret;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.Bench;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook sends, and what it makes of the answer. */
class WebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.250Z");
  private static final byte[] KEY = "thirty-two bytes of a random key".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  private final Receiver receiver = new Receiver();
  private final List<Secret> opened = new ArrayList<>();
  private final Webhook webhook =
      new Webhook(Webhook.client(), Targets.local(), Clock.fixed(NOW, ZoneOffset.UTC));
  private String secret = SECRET;
  private Duration timeout = Duration.ofSeconds(10);

  WebhookTest() throws IOException {}

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void a_message_names_the_document_and_its_signature_verifies() throws Exception {
    var config = config("/hook?a=1").put("type", "invoice.read");
    config.putObject("data").put("total", "7 €");
    var result = webhook.run(task(config));
    assertThat(result).isInstanceOf(Result.Done.class);
    var output = ((Result.Done) result).output();
    assertThat(output).isEqualTo(Bench.json("{\"status\":204,\"webhookId\":\"msg_01JOB_notify\"}"));
    var got = receiver.received.getFirst();
    assertThat(got.path()).isEqualTo("/hook?a=1");
    assertThat(got.headers().getFirst("content-type")).isEqualTo("application/json");
    assertThat(Json.parse(got.body().getBytes(UTF_8)))
        .isEqualTo(
            Bench.json(
                """
                {"type": "invoice.read", "timestamp": "2026-11-24T09:00:00.250Z", "data": {
                  "campaignId": "01CAMPAIGN", "documentId": "01DOCUMENT", "jobId": "01JOB",
                  "filename": "a.txt", "fields": {"total": "7 €"}}}
                """));
    var id = got.headers().getFirst("webhook-id");
    var time = got.headers().getFirst("webhook-timestamp");
    assertThat(id).isEqualTo("msg_01JOB_notify");
    assertThat(time).isEqualTo(Long.toString(NOW.getEpochSecond()));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update((id + "." + time + ".").getBytes(UTF_8));
    assertThat(got.headers().getFirst("webhook-signature"))
        .isEqualTo(
            "v1," + Base64.getEncoder().encodeToString(mac.doFinal(got.body().getBytes(UTF_8))));
    assertThatThrownBy(() -> opened.getFirst().bytes()).isInstanceOf(IllegalStateException.class);
  }

  /** The example of the specification's reference libraries. */
  @Test
  void the_signature_is_the_one_of_standard_webhooks() {
    var known = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".getBytes(UTF_8));
    var signed =
        Signing.sign(
            known,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}".getBytes(UTF_8));
    assertThat(signed).isEqualTo(Outcome.done("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void an_answer_that_may_pass_is_tried_again(int status) throws Exception {
    receiver.answers(status);
    var later = later(webhook.run(task(config("/"))));
    assertThat(later.code()).isEqualTo("webhook_unavailable");
    assertThat(later.message()).contains("127.0.0.1").contains(Integer.toString(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 304, 400, 401, 403, 404, 410, 413, 422})
  void another_answer_is_final(int status) throws Exception {
    receiver.answers(status);
    var refused = refused(webhook.run(task(config("/"))));
    assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
    assertThat(refused.code()).isEqualTo("webhook_refused");
  }

  @Test
  void a_server_may_ask_for_a_pause_within_bounds() throws Exception {
    for (var asked : List.of("60", "999999", "soon")) {
      receiver.answers(
          exchange -> {
            exchange.getResponseHeaders().set("Retry-After", asked);
            exchange.sendResponseHeaders(429, -1);
          });
      assertThat(later(webhook.run(task(config("/")))).pause())
          .isEqualTo(
              Duration.ofSeconds(asked.equals("60") ? 60 : asked.equals("soon") ? 5 : 15 * 60));
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    receiver.answers(
        exchange -> {
          exchange.getResponseHeaders().set("Location", receiver.url("/elsewhere"));
          exchange.sendResponseHeaders(307, -1);
        });
    assertThat(refused(webhook.run(task(config("/")))).message()).contains("Redirects");
    assertThat(receiver.received).hasSize(1);
  }

  @Test
  void an_answer_without_an_end_is_not_read() throws Exception {
    receiver.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var out = exchange.getResponseBody();
          var line = "x".repeat(10_000).getBytes(UTF_8);
          while (true) {
            out.write(line); // until the other side hangs up
          }
        });
    assertThat(webhook.run(task(config("/")))).isInstanceOf(Result.Done.class);
  }

  @Test
  void a_server_that_says_nothing_is_left_before_the_step_s_time_is_over() throws Exception {
    var over = new CountDownLatch(1);
    receiver.answers(
        _ -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    timeout = Duration.ofSeconds(1);
    var began = System.nanoTime();
    assertThat(later(webhook.run(task(config("/")))).code()).isEqualTo("webhook_unreachable");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(700));
    over.countDown();
  }

  @Test
  void a_port_where_nobody_listens_is_tried_again() throws Exception {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var config = Json.object().put("url", "http://127.0.0.1:" + port + "/");
    assertThat(later(webhook.run(task(config))).code()).isEqualTo("webhook_unreachable");
  }

  @Test
  void deployed_it_refuses_this_machine_and_opens_no_secret() throws Exception {
    var deployed = new Webhook(Webhook.client(), Targets.deployed(), Clock.systemUTC());
    var refused = refused(deployed.run(task(config("/"))));
    assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
    assertThat(refused.code()).isEqualTo("webhook_target_refused");
    assertThat(opened).isEmpty();
    assertThat(receiver.received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec", "whsec_", "whsec_!!", "whsec_c2hvcnQ=", "plain", SECRET_WITH_END})
  void a_secret_of_another_form_is_refused_and_not_told(String unfit) throws Exception {
    secret = unfit;
    var refused = refused(webhook.run(task(config("/"))));
    assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
    assertThat(refused.code()).isEqualTo("webhook_secret_unfit");
    assertThat(refused.message()).contains("webhook.signing-secret").doesNotContain("c2hvcnQ");
    assertThat(receiver.received).isEmpty();
  }

  private static final String SECRET_WITH_END =
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n";

  @Test
  void a_message_that_is_too_large_is_not_sent() throws Exception {
    var refused = refused(webhook.run(task(config("/").put("data", "x".repeat(65_536)))));
    assertThat(refused.code()).isEqualTo("webhook_too_large");
    assertThat(receiver.received).isEmpty();
  }

  private ObjectNode config(String path) {
    return Json.object().put("url", receiver.url(path));
  }

  private Task task(JsonNode config) {
    var place = new Task.Place("01CAMPAIGN", "01DOCUMENT", "01JOB", "notify");
    var file = new Task.SourceFile(Path.of("unused"), "a.txt", "text/plain", 1);
    return new Task(place, file, config, (_, _, _) -> "", this::open, timeout);
  }

  private Outcome<Secret> open(String key) {
    if (!key.equals("webhook.signing-secret")) {
      return Outcome.refused(Refusal.notFound());
    }
    var value = new Secret(secret.getBytes(UTF_8));
    opened.add(value);
    return Outcome.done(value);
  }

  private static Result.Later later(Result result) {
    assertThat(result).isInstanceOf(Result.Later.class);
    return (Result.Later) result;
  }

  private static Result.Refused refused(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return (Result.Refused) result;
  }
}
