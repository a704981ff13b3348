package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Contract;
import com.stash.kernel.Json;
import java.util.UUID;

/**
 * One call of the platform plane as an event, by an operator; each answer is held against the
 * contract.
 */
final class OperatorCall {
  static final Contract CONTRACT = Contract.loadAdmin();
  static final String ARN = "arn:aws:sts::123456789012:assumed-role/operators/ada";
  static final String TENANTS = "/admin/v1/tenants";
  static final String TENANT = TENANTS + "/{tenantId}";

  private final ObjectNode event = Json.object();

  OperatorCall(String routeKey) {
    event.put("version", "2.0").put("routeKey", routeKey);
    var context = event.putObject("requestContext");
    context.put("domainName", "localhost").put("requestId", UUID.randomUUID().toString());
    context.putObject("http").put("sourceIp", "192.0.2.20").put("userAgent", "tests/1");
    context.putObject("authorizer").putObject("iam").put("userArn", ARN);
  }

  static OperatorCall get(String path) {
    return new OperatorCall("GET " + path);
  }

  static OperatorCall post(String path) {
    return new OperatorCall("POST " + path);
  }

  OperatorCall of(String tenantId) {
    event.withObject("/pathParameters").put("tenantId", tenantId);
    return this;
  }

  OperatorCall header(String name, String value) {
    event.withObject("/headers").put(name, value);
    return this;
  }

  OperatorCall query(String name, String value) {
    event.withObject("/queryStringParameters").put(name, value);
    return this;
  }

  OperatorCall body(String json) {
    event.put("body", json);
    return header("content-type", "application/json");
  }

  OperatorCall authorizer(JsonNode authorizer) {
    event.withObject("/requestContext").set("authorizer", authorizer);
    return this;
  }

  Reply expect(int status) {
    var answer = World.ONE.callAdmin(event);
    var reply = Reply.of(answer);
    assertThat(reply.status()).as(answer.toString()).isEqualTo(status);
    assertThat(reply.faults(CONTRACT, event)).as(answer.toString()).isEmpty();
    return reply;
  }
}
