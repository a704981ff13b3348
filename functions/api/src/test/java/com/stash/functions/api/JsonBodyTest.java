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
