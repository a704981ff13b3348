package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.Role;
import com.stash.kernel.Json;
import com.stash.kernel.JsonSchema;
import com.stash.store.AwsBackend;
import com.stash.store.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTest {
  private final Contract contract = Contract.load();

  static Stream<Contract> contracts() {
    return Stream.of(Contract.load(), Contract.loadAdmin());
  }

  @Test
  void every_operation_has_a_handler_and_every_handler_an_operation() {
    var ids = contract.routes().stream().map(Route::operationId).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(56);
    assertThat(operations().byId().keySet()).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void what_is_missing_on_either_side_is_listed_at_the_start() {
    var more = new LinkedHashMap<>(operations().byId());
    more.put("surplus", request -> Answer.of(Json.object()));
    more.remove("readCaller");
    assertThatThrownBy(() -> contract.requireExactly(more.keySet()))
        .hasMessageContaining("surplus")
        .hasMessageContaining("GET /v1/me");
  }

  @Test
  void every_permission_is_one_that_some_role_has() {
    var known = Role.OWNER.permissions();
    for (var route : contract.routes()) {
      route.permission().ifPresent(needed -> assertThat(known).contains(needed));
      assertThat(route.permission().isEmpty()).isEqualTo(route.operationId().equals("readCaller"));
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_post_is_repeatable_and_a_change_of_what_is_there_is_conditional(Contract each) {
    for (var route : each.routes()) {
      var post = route.method().equals("POST");
      assertThat(route.repeatable()).as(route.key()).isEqualTo(post);
      assertThat(post || !route.conditional()).as(route.key()).isTrue();
      assertThat(route.body().isPresent()).as(route.key()).isEqualTo(post);
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void no_object_that_a_client_sends_is_open(Contract each) {
    var open = new ArrayList<String>();
    for (var operation : operationNodes(each).values()) {
      var schema = operation.at("/requestBody/content/application~1json/schema");
      if (!schema.isMissingNode()) {
        closed(schema, operation.path("operationId").asText(), open);
      }
    }
    assertThat(open).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_text_number_and_list_that_a_client_sends_has_a_bound(Contract each) {
    var unbound = new ArrayList<String>();
    for (var operation : operationNodes(each).values()) {
      var schema = operation.at("/requestBody/content/application~1json/schema");
      bounded(schema, operation.path("operationId").asText(), unbound);
      for (var parameter : operation.path("parameters")) {
        bounded(parameter.path("schema"), parameter.path("name").asText(), unbound);
      }
    }
    // Held by the reader: no number has more than 38 digits.
    unbound.removeIf(place -> place.endsWith("Than") || place.endsWith("/equals"));
    assertThat(unbound).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_operation_says_what_it_answers(Contract each) {
    operationNodes(each)
        .forEach(
            (key, operation) -> {
              assertThat(operation.path("summary").asText()).as(key).isNotEmpty();
              var statuses = new TreeSet<String>();
              operation.path("responses").properties().forEach(r -> statuses.add(r.getKey()));
              assertThat(statuses).as(key).contains("400", "500").containsAnyOf("401", "403");
              assertThat(statuses.contains("404")).as(key).isEqualTo(key.contains("{"));
              assertThat(statuses.contains("428")).as(key).isEqualTo(takes(operation, "If-Match"));
              assertThat(statuses.contains("422"))
                  .as(key)
                  .isEqualTo(takes(operation, "Idempotency-Key"));
              operation
                  .path("responses")
                  .forEach(r -> assertThat(r.at("/content").isEmpty()).as(key).isFalse());
            });
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void the_examples_are_valid(Contract each) {
    for (var schema : each.document().at("/components/schemas").properties()) {
      var compiled = JsonSchema.of(new OpenApi(each.document()).resolved(schema.getValue()));
      for (var example : schema.getValue().path("examples")) {
        assertThat(compiled.check(example)).as(schema.getKey()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void every_schema_is_used(Contract each) {
    var text = each.document().toString();
    for (var part : Set.of("schemas", "parameters", "headers", "responses")) {
      for (var name : each.document().at("/components/" + part).properties()) {
        assertThat(text).contains("#/components/" + part + "/" + name.getKey() + "\"");
      }
    }
  }

  @Test
  void the_answers_schema_is_strict() {
    var me = contract.find("GET /v1/me").orElseThrow();
    var schema = contract.answer(me, 200).orElseThrow();
    assertThat(schema.check(Json.object())).isNotEmpty();
    assertThat(contract.answer(me, 404)).isEmpty();
  }

  private static Operations operations() {
    var backend =
        AwsBackend.of(
            Map.of(
                "AWS_REGION", "eu-central-1",
                "STASH_ENV", "test",
                "STASH_BUCKET", "bucket",
                "STASH_ARCHIVE", "archive",
                "STASH_JOB_QUEUE_URL", "queue",
                "STASH_CREDENTIAL_KEY", "key",
                "STASH_BASE_DOMAIN", "stash.test",
                "STASH_CENTRAL_HOSTS", "localhost"));
    return Operations.of(new Stores(backend), backend);
  }

  private static Map<String, JsonNode> operationNodes(Contract each) {
    var document = each.document();
    var resolver = new OpenApi(document);
    var nodes = new LinkedHashMap<String, JsonNode>();
    for (var route : each.routes()) {
      var node =
          document
              .path("paths")
              .path(route.path())
              .path(route.method().toLowerCase(java.util.Locale.ROOT));
      nodes.put(route.key(), resolver.resolved(node));
    }
    return nodes;
  }

  private static boolean takes(JsonNode operation, String header) {
    return operation
        .path("parameters")
        .valueStream()
        .anyMatch(parameter -> parameter.path("name").asText().equals(header));
  }

  /** A step's configuration is the processor's to check. */
  private static void closed(JsonNode schema, String place, List<String> open) {
    var isObject = schema.path("type").asText().equals("object");
    var rest = schema.path("additionalProperties");
    if (isObject && !place.endsWith("/config") && !rest.isObject() && !rest.equals(no())) {
      open.add(place);
    }
    children(schema).forEach((name, child) -> closed(child, place + "/" + name, open));
  }

  private static void bounded(JsonNode schema, String place, List<String> unbound) {
    var bound =
        switch (schema.path("type").asText()) {
          case "string" -> schema.has("maxLength") || schema.has("pattern");
          case "integer", "number" -> schema.has("minimum") && schema.has("maximum");
          case "array" -> schema.has("maxItems");
          default -> true;
        };
    if (!bound) {
      unbound.add(place);
    }
    children(schema).forEach((name, child) -> bounded(child, place + "/" + name, unbound));
  }

  private static Map<String, JsonNode> children(JsonNode schema) {
    var children = new LinkedHashMap<String, JsonNode>();
    schema.path("properties").properties().forEach(p -> children.put(p.getKey(), p.getValue()));
    for (var name : List.of("items", "additionalProperties")) {
      if (schema.path(name).isObject()) {
        children.put(name, schema.path(name));
      }
    }
    return children;
  }

  private static JsonNode no() {
    return Json.object().booleanNode(false);
  }
}
