package com.stash.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.JsonSchema.Problem;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {
  @Test
  void a_valid_value_has_no_problem() {
    assertThat(JsonSchema.of(json("{\"type\":\"object\"}")).check(json("{\"a\":1}"))).isEmpty();
  }

  @Test
  void a_problem_says_where() {
    var schema =
        JsonSchema.of(
            json(
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"b\"],"
                    + "\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
                    + "\"b\":{}}}"));
    assertThat(schema.check(json("{\"a\":[\"x\",1],\"c\":2}")))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder("/a/1", "/b", "/c");
    assertThat(schema.check(json("{}"))).allMatch(problem -> !problem.message().isBlank());
  }

  @Test
  void a_foreign_reference_is_not_fetched() {
    var schema = JsonSchema.of(json("{\"$ref\":\"http://127.0.0.1:9/schema.json\"}"));
    assertThatThrownBy(() -> schema.check(json("{}")))
        .isInstanceOf(com.networknt.schema.SchemaException.class);
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }
}
