package com.stash.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.kernel.Json;
import com.stash.local.canaries.Canaries;
import com.stash.local.fixtures.Givens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The authorizer and the API, called as the gateway calls them. */
final class Target {
  private final AuthorizerHandler authorizer;
  private final ApiHandler api;
  private final Givens given;
  private final AtomicLong requests = new AtomicLong();

  Target(Givens given) {
    this.given = given;
    authorizer = new AuthorizerHandler(given.backend());
    api = new ApiHandler(given.backend());
  }

  /** What came back: its bytes, with the request's own id blanked. */
  record Answer(int status, String bytes, JsonNode body) {}

  /**
   * Sends a request; time passes, so that no tenant has too many in a second, and every refusal is
   * noted.
   */
  Answer send(Request request) {
    given.clock().passes(Duration.ofMillis(250));
    var id = "attack-" + requests.incrementAndGet();
    var event = request.event(id);
    var context = invoke((in, out) -> authorizer.handleRequest(in, out, given.invocation()), event);
    event.withObject("/requestContext/authorizer").set("lambda", context.path("context"));
    var answer = invoke((in, out) -> api.handleRequest(in, out, given.invocation()), event);
    return new Answer(
        answer.path("statusCode").asInt(),
        answer.toString().replace(id, "-"),
        Json.parse(answer.path("body").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private interface Handler {
    void handle(InputStream in, OutputStream out) throws IOException;
  }

  private static JsonNode invoke(Handler handler, ObjectNode event) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handle(new ByteArrayInputStream(Json.bytes(event)), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Canaries.look("answer", event.path("routeKey").asText(), out.toByteArray());
    return Json.parse(out.toByteArray());
  }
}
