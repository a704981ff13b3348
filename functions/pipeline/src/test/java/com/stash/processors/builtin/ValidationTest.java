package com.stash.processors.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.ErrorClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "total": {"type": "string", "pattern": "^[0-9]+[.][0-9]{2}$"},
        "lines": {"type": "array", "maxItems": 2, "items": {"type": "integer"}}}}
      """;

  @TempDir static Path temp;
  @AutoClose static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(temp, Optional.empty());
  }

  @Test
  void valid_data_is_valid() throws Exception {
    var output = report("{\"total\": \"12.50\", \"lines\": [1]}", SCHEMA, "[\"total\"]");
    assertThat(output.path("valid").asBoolean()).isTrue();
    assertThat(output.path("errors")).isEmpty();
  }

  @Test
  void each_problem_is_reported_with_its_place() throws Exception {
    var output = report("{\"total\": \"x\", \"lines\": [1, \"a\"]}", SCHEMA, "[\"number\"]");
    assertThat(output.path("valid").asBoolean()).isFalse();
    assertThat(output.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/number", "/total", "/lines/1");
  }

  @Test
  void an_empty_value_is_no_value() throws Exception {
    var data = "{\"a\": \" \", \"b\": {\"c\": []}, \"d\": 0}";
    var output = report(data, "{}", "[\"a\", \"/b/c\", \"d\"]");
    assertThat(output.path("errors").findValuesAsText("pointer")).containsExactly("/a", "/b/c");
  }

  @Test
  void invalid_data_fails_the_document_by_default() throws Exception {
    var config = Bench.json("{\"data\": {}, \"required\": [\"total\"]}");
    var refused = bench.refused("validation", Bench.sample("order.json"), config);
    assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
    assertThat(refused.code()).isEqualTo("invalid_document");
    assertThat(refused.message()).contains("/total");
  }

  @Test
  void numbers_are_decimals() throws Exception {
    var output =
        report("{\"a\": 1308.31}", "{\"properties\": {\"a\": {\"multipleOf\": 0.01}}}", "[]");
    assertThat(output.path("valid").asBoolean()).isTrue();
  }

  @Test
  void at_most_fifty_problems_are_reported() throws Exception {
    var data = "[" + "\"a\",".repeat(99) + "\"a\"]";
    var output = report(data, "{\"items\": {\"type\": \"integer\"}}", "[]");
    assertThat(output.path("errors")).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
        "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}",
        "{\"$ref\": \"other.json\"}",
        "{\"pattern\": \"(?=x)\"}",
        "{\"properties\": {\"a\": {\"pattern\": \"(\"}}}",
      })
  void a_schema_that_reaches_out_or_is_broken_is_a_configuration_fault(String schema)
      throws Exception {
    var config = config("{\"a\": \"b\"}", schema, "[]");
    var refused = bench.refused("validation", Bench.sample("order.json"), config);
    assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
    assertThat(refused.code()).isEqualTo("invalid_schema");
  }

  @Test
  void a_schema_without_end_is_stopped() throws Exception {
    var data = "{\"a\":".repeat(60) + "1" + "}".repeat(60);
    var schema = "{\"properties\": {\"a\": {\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}}";
    try (var slow = new Bench(temp, Optional.empty()).allowing(Duration.ofSeconds(3))) {
      var file = Bench.sample("order.json");
      assertThat(slow.refused("validation", file, config(data, schema, "[]")).kind())
          .isEqualTo(ErrorClass.PERMANENT);
      var endless = config("{}", "{\"$ref\": \"#\"}", "[]");
      assertThat(slow.refused("validation", file, endless).code()).isNotEqualTo("");
    }
  }

  private static JsonNode report(String data, String schema, String required) throws Exception {
    var config = config(data, schema, required);
    return bench.done("validation", Bench.sample("order.json"), config);
  }

  private static JsonNode config(String data, String schema, String required) {
    return Bench.json(
        "{\"data\": %s, \"schema\": %s, \"required\": %s, \"onInvalid\": \"report\"}"
            .formatted(data, schema, required));
  }
}
