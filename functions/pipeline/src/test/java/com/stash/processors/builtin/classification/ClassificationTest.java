package com.stash.processors.builtin.classification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.builtin.Bench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassificationTest {
  private static final String LABELS =
      """
      [{"label": "invoice", "threshold": 40, "rules": [
          {"keyword": "invoice", "weight": 3}, {"keyword": "Rechnung", "weight": 3},
          {"expression": "INV-\\\\d{4}-\\\\d{4}", "weight": 4}]},
       {"label": "contract", "rules": [
          {"keyword": "agreement", "weight": 2}, {"keyword": "terminate", "weight": 1},
          {"keyword": "invoice", "weight": -2}]}]
      """;

  @TempDir static Path temp;
  @AutoClose static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(temp, Optional.empty());
  }

  @Test
  void the_label_with_the_best_score_is_chosen() throws Exception {
    var output = classify("INVOICE number inv-2026-0417", LABELS);
    assertThat(output.path("label").asText()).isEqualTo("invoice");
    assertThat(output.path("confidence").asInt()).isEqualTo(70);
    assertThat(output.at("/scores/contract").asInt()).isZero();
    assertThat(output.path("matched").findValuesAsText("rule"))
        .containsExactly("invoice", "INV-\\d{4}-\\d{4}", "invoice");
  }

  @Test
  void nothing_over_its_threshold_is_otherwise() throws Exception {
    var output = classify("Dear all, you may terminate the call", LABELS);
    assertThat(output.path("label").asText()).isEqualTo("other");
    assertThat(output.path("confidence").asInt()).isEqualTo(67);
  }

  @Test
  void a_keyword_is_a_whole_word() throws Exception {
    assertThat(classify("the invoicesystem", LABELS).at("/scores/invoice").asInt()).isZero();
    assertThat(classify("this   invoice.", LABELS).at("/scores/invoice").asInt()).isEqualTo(30);
  }

  @Test
  void of_two_with_the_same_score_the_earlier_wins() throws Exception {
    var labels =
        """
        [{"label": "b", "rules": [{"keyword": "x", "weight": 1}]},
         {"label": "a", "rules": [{"keyword": "x", "weight": 5}]}]
        """;
    assertThat(classify("x", labels).path("label").asText()).isEqualTo("b");
  }

  @Test
  void an_expression_cannot_hang() throws Exception {
    var labels = "[{\"label\": \"a\", \"rules\": [{\"expression\": \"(a*)*b\", \"weight\": 1}]}]";
    var output = classify("a".repeat(200_000), labels);
    assertThat(output.path("label").asText()).isEqualTo("other");
  }

  @Test
  void a_costly_set_of_expressions_is_stopped_in_time() throws Exception {
    var rule = "{\"expression\": \"(x?a{1,400}){1,2}[^a]z\", \"weight\": 1}";
    var rules = String.join(",", java.util.Collections.nCopies(50, rule));
    var labels = "[{\"label\": \"a\", \"rules\": [%s]}]".formatted(rules);
    try (var hurried = new Bench(temp, Optional.empty()).allowing(Duration.ofMillis(300))) {
      var config = config("a".repeat(900_000), labels);
      var refused = hurried.refused("classification", Bench.sample("notes.txt"), config);
      assertThat(refused.code()).isEqualTo("matching_timeout");
    }
  }

  @Test
  void an_expression_that_cannot_be_used_is_a_configuration_fault() throws Exception {
    for (var expression : new String[] {"(", "(?=x)", "((a{100}){100}){100}", "(a)\\\\1"}) {
      var labels =
          "[{\"label\": \"a\", \"rules\": [{\"expression\": \"%s\", \"weight\": 1}]}]"
              .formatted(expression);
      var refused =
          bench.refused("classification", Bench.sample("notes.txt"), config("text", labels));
      assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
      assertThat(refused.code()).isEqualTo("bad_expression");
    }
  }

  private static JsonNode classify(String text, String labels) throws Exception {
    return bench.done("classification", Bench.sample("notes.txt"), config(text, labels));
  }

  private static JsonNode config(String text, String labels) {
    var config = (ObjectNode) Bench.json("{\"labels\": %s}".formatted(labels));
    return config.put("text", text);
  }
}
