package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.Permission;
import com.stash.kernel.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contract of the API, read once from an OpenAPI document on the class path: the routes, who may
 * use them, and what a request must look like.
 */
public final class Contract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final OpenApi document;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  private Contract(OpenApi document) {
    this.document = document;
    for (var path : document.root().required("paths").properties()) {
      for (var member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          var route = route(member.getKey(), path.getKey(), member.getValue());
          routes.put(route.key(), route);
        }
      }
    }
  }

  /** Reads the tenants' contract; throws when it is not what it should be. */
  public static Contract load() {
    return new Contract(OpenApi.read("/openapi.yaml"));
  }

  /** Reads the operators' contract. */
  public static Contract loadAdmin() {
    return new Contract(OpenApi.read("/admin.yaml"));
  }

  /** Throws, listing every fault, unless there is exactly one operation for each route. */
  public void requireExactly(Set<String> operations) {
    var faults = new ArrayList<String>();
    var left = new TreeSet<>(operations);
    for (var route : routes.values()) {
      if (!left.remove(route.operationId())) {
        faults.add(route.key() + " has no operation of its own: " + route.operationId());
      }
    }
    left.forEach(id -> faults.add("the contract has no " + id));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(String.join("; ", faults));
    }
  }

  /** Returns all routes in the order of the document. */
  public List<Route> routes() {
    return List.copyOf(routes.values());
  }

  /** Returns the route of a key of the form {@code GET /v1/campaigns/{campaignId}}. */
  public Optional<Route> find(String routeKey) {
    return Optional.ofNullable(routes.get(routeKey));
  }

  /** Returns the whole document. */
  public JsonNode document() {
    return document.root();
  }

  /**
   * Returns the compiled schema of the answer with a status; empty when the contract does not
   * describe such an answer. It is compiled at each call, for tests.
   */
  public Optional<JsonSchema> answer(Route route, int status) {
    var response =
        document.resolved(operation(route).path("responses").path(Integer.toString(status)));
    return response.path("content").valueStream().findFirst().map(c -> schema(c.path("schema")));
  }

  private JsonNode operation(Route route) {
    return document
        .root()
        .path("paths")
        .path(route.path())
        .path(route.method().toLowerCase(Locale.ROOT));
  }

  private Route route(String method, String path, JsonNode operation) {
    var query = new ArrayList<Route.Parameter>();
    var headers = new ArrayList<String>();
    for (var node : operation.path("parameters")) {
      var parameter = document.resolved(node);
      var name = parameter.required("name").asText();
      switch (parameter.required("in").asText()) {
        case "query" -> query.add(parameter(name, parameter.required("schema")));
        case "header" -> headers.add(name);
        default -> {
          // The path's own.
        }
      }
    }
    var body = operation.path("requestBody");
    return new Route(
        method.toUpperCase(Locale.ROOT),
        path,
        operation.required("operationId").asText(),
        permission(operation.required("x-permission").asText()),
        query,
        body.isMissingNode() ? Optional.empty() : Optional.of(body(body)),
        headers.contains("If-Match"),
        headers.contains("Idempotency-Key"));
  }

  private static Optional<Permission> permission(String text) {
    return text.equals("none") ? Optional.empty() : Optional.of(new Permission(text));
  }

  private Route.Parameter parameter(String name, JsonNode schema) {
    var integer = schema.path("type").asText().equals("integer");
    var preset = schema.path("default");
    return new Route.Parameter(
        name, schema(schema), integer, Optional.of(preset).filter(p -> !p.isMissingNode()));
  }

  private Route.Body body(JsonNode body) {
    var schema = body.required("content").required("application/json").required("schema");
    return new Route.Body(schema(schema), body.path("required").asBoolean());
  }

  private JsonSchema schema(JsonNode schema) {
    return JsonSchema.of(document.resolved(schema));
  }
}
