package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityTagTest {
  @Test
  void a_strong_quoted_number_is_a_version() {
    assertThat(EntityTag.parse("\"7\"")).contains(new EntityTag(7));
    assertThat(new EntityTag(7)).hasToString("\"7\"");
  }

  @Test
  void nothing_else_is() {
    for (var text :
        new String[] {
          "7", "W/\"7\"", "*", "\"7\",\"8\"", "\"0\"", "\"07\"", "\"-1\"", "\"\"", ""
        }) {
      assertThat(EntityTag.parse(text)).as(text).isEmpty();
    }
    assertThat(EntityTag.parse("\"9999999999999999999\"")).isEmpty();
  }
}
