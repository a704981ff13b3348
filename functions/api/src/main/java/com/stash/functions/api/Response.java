package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.util.Map;
import java.util.TreeMap;

/** Makes API Gateway's answer, payload 2.0, of what an operation answers. */
public record Response(String requestId) {
  public ObjectNode of(Answer answer) {
    return switch (answer) {
      case Answer.Done(var status, var headers, var body) ->
          response(status, "application/json", headers, body);
      case Answer.Refused(var refusal) -> problem(Problem.of(refusal));
      case Answer.Failed(var problem) -> problem(problem);
    };
  }

  private ObjectNode problem(Problem problem) {
    var headers = new TreeMap<String, String>();
    problem.retryAfter().ifPresent(seconds -> headers.put("retry-after", Long.toString(seconds)));
    if (problem.status() == 401) {
      headers.put("www-authenticate", "Bearer");
    }
    return response(
        problem.status(), "application/problem+json", headers, problem.toJson(requestId));
  }

  private ObjectNode response(int status, String type, Map<String, String> special, JsonNode body) {
    var response = Json.object().put("statusCode", status);
    var headers = response.putObject("headers");
    headers.put("content-type", type);
    headers.put("cache-control", "no-store");
    headers.put("x-request-id", requestId);
    special.forEach(headers::put);
    return response.put("body", body.toString()).put("isBase64Encoded", false);
  }
}
