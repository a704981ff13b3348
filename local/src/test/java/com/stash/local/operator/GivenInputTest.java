package com.stash.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.local.aws.CannotStart;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What comes in on standard input is taken as it is, or not at all. */
class GivenInputTest {
  @Test
  void text_is_taken_as_it_is() {
    var text = "käse 日本 \uD83D\uDD11\n";
    assertThat(OperatorCommand.decoded(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
  }

  @Test
  void bytes_that_are_no_text_are_refused_instead_of_changed() {
    assertThatThrownBy(() -> OperatorCommand.decoded(new byte[] {'a', (byte) 0xff}))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("--file");
  }

  @Test
  void more_than_any_value_may_have_is_not_read_to_its_end() {
    assertThatThrownBy(() -> OperatorCommand.decoded(new byte[(128 << 10) + 1]))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("64 KiB");
  }
}
