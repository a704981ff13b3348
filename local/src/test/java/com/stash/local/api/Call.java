package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One call of the API as an event. Each answer is held against the contract: its status must be
 * described there and its body valid.
 */
final class Call {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");

  private final Client client;
  private final ObjectNode event = Json.object();

  Call(Client client, String routeKey, String... ids) {
    this.client = client;
    event.put("version", "2.0").put("routeKey", routeKey);
    header("host", client.host()).header("authorization", "Bearer " + client.key());
    var context = event.putObject("requestContext");
    context.put("domainName", client.host()).put("requestId", UUID.randomUUID().toString());
    context.putObject("http").put("sourceIp", "192.0.2.10").put("userAgent", "tests/1");
    var variables = VARIABLE.matcher(routeKey);
    for (var id : ids) {
      assertThat(variables.find()).isTrue();
      event.withObject("/pathParameters").put(variables.group(1), id);
    }
  }

  Call header(String name, String value) {
    event.withObject("/headers").put(name, value);
    return this;
  }

  Call query(String name, String value) {
    event.withObject("/queryStringParameters").put(name, value);
    return this;
  }

  Call body(JsonNode body) {
    return body(body.toString()).header("content-type", "application/json");
  }

  Call body(String text) {
    event.put("body", text);
    return this;
  }

  /** Makes the authorizer's word for it unnecessary: the caller has just these permissions. */
  Call withOnly(String permissions) {
    event
        .withObject("/requestContext/authorizer/lambda")
        .put("tenantId", client.tenant().id().value())
        .put("actorType", "api_key")
        .put("actorId", "01KAT0000000000000000KEY01")
        .put("permissions", permissions);
    return this;
  }

  ObjectNode event() {
    return event;
  }

  Reply expect(int status) {
    if (event.at("/requestContext/authorizer").isMissingNode()) {
      var word = client.world().authorize(event);
      assertThat(word.path("isAuthorized").asBoolean()).isTrue();
      event.withObject("/requestContext/authorizer").set("lambda", word.path("context"));
    }
    return expectAsItIs(status);
  }

  /** Calls without asking the authorizer first. */
  Reply expectAsItIs(int status) {
    var answer = client.world().call(event);
    var reply = new Reply(answer.path("statusCode").asInt(), answer.path("headers"), json(answer));
    assertThat(reply.status()).as(answer.toString()).isEqualTo(status);
    assertThat(faults(reply)).as(answer.toString()).isEmpty();
    return reply;
  }

  private static JsonNode json(JsonNode answer) {
    return Json.parse(
        answer.path("body").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private List<String> faults(Reply reply) {
    var faults = new ArrayList<String>();
    var requestId = event.at("/requestContext/requestId").asText();
    if (!reply.header("x-request-id").equals(requestId)
        || !reply.header("cache-control").equals("no-store")) {
      faults.add("a header is wrong");
    }
    var problem = reply.status() >= 400;
    var type = problem ? "application/problem+json" : "application/json";
    if (!reply.header("content-type").equals(type)
        || (problem && !reply.text("requestId").equals(requestId))) {
      faults.add("not " + type);
    }
    client
        .world()
        .contract
        .find(event.path("routeKey").asText())
        .ifPresent(
            route ->
                client
                    .world()
                    .contract
                    .answer(route, reply.status())
                    .ifPresentOrElse(
                        schema -> schema.check(reply.body()).forEach(p -> faults.add(p.toString())),
                        () -> faults.add("the contract knows no such status")));
    return faults;
  }
}
