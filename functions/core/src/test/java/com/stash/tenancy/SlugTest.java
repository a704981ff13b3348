package com.stash.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @ValueSource(strings = {"abc", "a-b", "123", "a--b", "acme-invoices-2026"})
  void lower_case_letters_digits_and_inner_hyphens_are_a_slug(String text) {
    assertThat(new Slug(text)).hasToString(text);
  }

  @Test
  void it_has_at_most_63_characters() {
    assertThat(new Slug("a".repeat(63)).value()).hasSize(63);
    assertThatThrownBy(() -> new Slug("a".repeat(64))).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "ab",
        "-ab",
        "ab-",
        "Abc",
        "a_b",
        "a b",
        "a.b",
        "a/b",
        "a#b",
        "../",
        "abc\n",
        "\nabc",
        "äbc",
        "\u0430bc",
        "ａｂｃ",
        "a\u0000c",
        "a\u200bc"
      })
  void everything_else_is_refused(String text) {
    assertThatThrownBy(() -> new Slug(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
