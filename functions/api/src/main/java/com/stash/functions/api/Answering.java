package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Answers a request and leaves one line about it in the log. */
public record Answering(Clock clock, Log log) {
  /**
   * Returns API Gateway's answer.
   *
   * @param tenant whose request it is; empty where nobody's
   */
  public ObjectNode answer(Event event, String tenant, Supplier<Answer> answer) {
    var began = clock.instant();
    var response = new Response(event.requestId()).of(answer.get());
    log.timed(
        "request",
        tenant,
        event.requestId(),
        Duration.between(began, clock.instant()),
        "route",
        event.routeKey(),
        "status",
        response.path("statusCode").asText());
    return response;
  }
}
