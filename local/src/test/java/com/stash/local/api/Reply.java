package com.stash.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Contract;
import com.stash.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the API answered. */
record Reply(int status, JsonNode headers, JsonNode body) {
  static Reply of(JsonNode answer) {
    return new Reply(
        answer.path("statusCode").asInt(),
        answer.path("headers"),
        Json.parse(answer.path("body").asText().getBytes(StandardCharsets.UTF_8)));
  }

  String header(String name) {
    return headers.path(name).asText();
  }

  String text(String member) {
    return body.path(member).asText();
  }

  JsonNode items() {
    return body.path("items");
  }

  String etag() {
    return header("etag");
  }

  /** Returns in what this is not the answer that a contract promises to an event. */
  List<String> faults(Contract contract, JsonNode event) {
    var faults = new ArrayList<String>();
    var requestId = event.at("/requestContext/requestId").asText();
    if (!header("x-request-id").equals(requestId) || !header("cache-control").equals("no-store")) {
      faults.add("a header is wrong");
    }
    var problem = status >= 400;
    var type = problem ? "application/problem+json" : "application/json";
    if (!header("content-type").equals(type) || (problem && !text("requestId").equals(requestId))) {
      faults.add("not " + type);
    }
    contract
        .find(event.path("routeKey").asText())
        .ifPresent(
            route ->
                contract
                    .answer(route, status)
                    .ifPresentOrElse(
                        schema -> schema.check(body).forEach(p -> faults.add(p.toString())),
                        () -> faults.add("the contract knows no such status")));
    return faults;
  }
}
