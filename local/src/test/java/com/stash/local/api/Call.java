package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
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
    var reply = Reply.of(answer);
    assertThat(reply.status()).as(answer.toString()).isEqualTo(status);
    assertThat(reply.faults(client.world().contract, event)).as(answer.toString()).isEmpty();
    return reply;
  }
}
