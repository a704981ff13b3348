package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
  @Test
  void json_by_type_and_content_is_read() {
    for (var type :
        new String[] {
          "application/json",
          "Application/JSON; charset=UTF-8",
          "application/json;charset=\"utf-8\""
        }) {
      assertThat(JsonBody.read(type, utf8("{\"a\": [1, 2.50]}"))).isInstanceOf(Outcome.Done.class);
    }
  }

  @Test
  void other_types_are_not() {
    for (var type : new String[] {"", "text/plain", "application/json; charset=latin1", "json"}) {
      assertThat(refusal(type, "{}").kind()).isEqualTo(Refusal.Kind.UNSUPPORTED_TYPE);
    }
  }

  @Test
  void the_place_of_a_fault_is_said_and_nothing_of_the_content() {
    var refusal = refusal("{\"secret\": \"s3cr3t\",\n \"secret\": \"s3cr3t\"}");
    assertThat(refusal.message()).contains("line 2").doesNotContain("ecre", "s3c");
    assertThat(refusal("{\"s3cr3t\": s3cr3t}").message()).doesNotContain("s3c");
  }

  @Test
  void numbers_that_no_table_keeps_are_refused() {
    for (var number :
        new String[] {"1e999999999", "1e-999999999", "1".repeat(39), "0." + "1".repeat(39)}) {
      assertThat(refusal("{\"a\": [" + number + "]}").code()).isEqualTo("malformed_json");
    }
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    var bytes = new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'};
    var refused = JsonBody.read("application/json", bytes);
    assertThat(refused).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void another_encoding_is_refused_though_a_parser_would_guess_it() {
    var bytes = "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(JsonBody.read("application/json", bytes)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void half_a_character_is_refused_and_a_whole_one_is_kept() {
    for (var half : new String[] {"\\ud83d", "\\udd11", "\\ud83dx", "\\udd11\\ud83d"}) {
      assertThat(refusal("{\"a\": [\"x" + half + "\"]}").message()).contains("surrogate");
      assertThat(refusal("{\"x" + half + "\": 1}").code()).isEqualTo("malformed_json");
    }
    var read = JsonBody.read("application/json", utf8("{\"a\": \"\\ud83d\\udd11 ß\"}"));
    assertThat(read.orThrow().path("a").asText()).isEqualTo("\ud83d\udd11 ß");
  }

  private static Refusal refusal(String text) {
    return refusal("application/json", text);
  }

  private static Refusal refusal(String type, String text) {
    return switch (JsonBody.read(type, utf8(text))) {
      case Outcome.Refused<JsonNode>(var refusal) -> refusal;
      case Outcome.Done<JsonNode> done -> throw new AssertionError("was read: " + done);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
