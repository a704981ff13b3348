package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Cursor CURSOR = new Cursor("01KAT0000000000000000CAMP1", "abc");

  @Test
  void a_cursor_reads_what_it_wrote() {
    assertThat(Cursor.decode(CURSOR.encode())).contains(CURSOR);
  }

  @Test
  void what_parses_prints_as_it_was() {
    var random = new Random(7);
    var text = CURSOR.encode();
    for (int i = 0; i < 2_000; i++) {
      var chars = text.toCharArray();
      chars[random.nextInt(chars.length)] = (char) (random.nextInt(96) + 32);
      var mutated = new String(chars);
      Cursor.decode(mutated).ifPresent(read -> assertThat(read.encode()).isEqualTo(mutated));
    }
  }

  @Test
  void other_json_is_no_cursor() {
    for (var json : new String[] {"{}", "[]", "1", "{\"k\":\"a\"}", "{\"f\":\"a\",\"k\":\"b\"}"}) {
      var text =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(json.getBytes(StandardCharsets.UTF_8));
      assertThat(Cursor.decode(text)).isEmpty();
    }
    assertThat(Cursor.decode("")).isEmpty();
  }
}
