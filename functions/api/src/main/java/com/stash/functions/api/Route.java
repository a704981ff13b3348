package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.Permission;
import com.stash.kernel.JsonSchema;
import com.stash.kernel.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * One operation of the contract and what a request to it must look like.
 *
 * @param method in upper case, for example {@code GET}
 * @param path the template, for example {@code /v1/campaigns/{campaignId}}
 * @param permission what a caller must have; empty when every caller may
 * @param query the query parameters it takes; all others are refused
 * @param body the body it takes; empty when a body is not looked at
 * @param conditional whether it demands {@code If-Match}
 * @param repeatable whether it takes an {@code Idempotency-Key}
 */
public record Route(
    String method,
    String path,
    String operationId,
    Optional<Permission> permission,
    List<Parameter> query,
    Optional<Body> body,
    boolean conditional,
    boolean repeatable) {

  public Route {
    query = List.copyOf(query);
  }

  /** Returns the route key as API Gateway's HTTP APIs have it: method, space, path template. */
  public String key() {
    return method + " " + path;
  }

  /**
   * Tells whether a refusal denies the caller something: what asks for more than is allowed, and
   * what may be somebody else's.
   */
  public boolean denies(Refusal refusal) {
    return refusal.kind() == Refusal.Kind.FORBIDDEN
        || (refusal.kind() == Refusal.Kind.NOT_FOUND && path.contains("{"));
  }

  /**
   * A query parameter.
   *
   * @param integer whether its text is a whole number
   * @param preset the value when it is left out
   */
  public record Parameter(
      String name, JsonSchema schema, boolean integer, Optional<JsonNode> preset) {}

  /** A JSON body. */
  public record Body(JsonSchema schema, boolean required) {}
}
