package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Route;
import com.stash.kernel.Json;
import java.util.Collections;
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

  /** A call of a route with the same id in every place. */
  static Call of(Client client, Route route, String id) {
    var wanted = (int) VARIABLE.matcher(route.path()).results().count();
    return new Call(client, route.key(), Collections.nCopies(wanted, id).toArray(String[]::new));
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
        .put("permissions", permissions)
        .put("standing", "active");
    return this;
  }

  /** Comes from an address. */
  Call from(String address) {
    event.withObject("/requestContext/http").put("sourceIp", address);
    return this;
  }

  ObjectNode event() {
    return event;
  }

  Reply expect(int status) {
    authorize();
    return expectAsItIs(status);
  }

  /** Makes the call and returns only how it ended. */
  int status() {
    authorize();
    return client.world().call(event).path("statusCode").asInt();
  }

  /** The authorizer says that the tenant stands so. */
  Call inStanding(String standing) {
    authorize();
    event.withObject("/requestContext/authorizer/lambda").put("standing", standing);
    return this;
  }

  private void authorize() {
    if (event.at("/requestContext/authorizer").isMissingNode()) {
      var word = client.world().authorize(event);
      assertThat(word.path("isAuthorized").asBoolean()).isTrue();
      event.withObject("/requestContext/authorizer").set("lambda", word.path("context"));
    }
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
