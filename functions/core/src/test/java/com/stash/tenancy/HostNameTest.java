package com.stash.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  private static final String LONGEST_LABEL = "a".repeat(63);

  @ParameterizedTest
  @CsvSource({
    "acme.stash.test,acme.stash.test",
    "ACME.Stash.TEST,acme.stash.test",
    "acme.stash.test:8443,acme.stash.test",
    "acme.stash.test.,acme.stash.test",
    "acme.stash.test.:443,acme.stash.test",
    "'  acme.stash.test ',acme.stash.test",
    "localhost:3000,localhost",
    "127.0.0.1:3000,127.0.0.1",
    "bücher.example,xn--bcher-kva.example",
    "BÜCHER.example,xn--bcher-kva.example",
    "acme。stash。test,acme.stash.test",
    "ａｃｍｅ.stash.test,acme.stash.test",
  })
  void it_is_read_as_dns_would_ask_for_it(String text, String host) {
    assertThat(HostName.parse(text)).isEqualTo(new HostName(host)).hasToString(host);
  }

  @Test
  void a_look_alike_is_another_host() {
    var cyrillic = HostName.parse("\u0430cme.stash.test");
    assertThat(cyrillic.value()).startsWith("xn--").isNotEqualTo("acme.stash.test");
    assertThat(HostName.parse("acme\u0307.stash.test"))
        .isNotEqualTo(HostName.parse("acme.stash.test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "a..b",
        ".a",
        "a.b..",
        "-a.b",
        "a-.b",
        "a_b.c",
        "a b",
        "a/b",
        "a\\b",
        "a@b",
        "user:secret@a.b",
        "[::1]",
        "[::1]:80",
        "a:80:80",
        "a:port",
        "a:",
        "a:123456",
        "a\u0000.b",
        "a\nb",
        "a%2eb",
        "a*.b",
        "*.stash.test",
        "http://a.b",
        "a\u202eb",
        "a\ud800",
      })
  void what_is_no_host_name_is_refused(String text) {
    assertThatThrownBy(() -> HostName.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labels_have_at_most_63_characters_and_names_253() {
    var longest = String.join(".", LONGEST_LABEL, LONGEST_LABEL, LONGEST_LABEL, "a".repeat(61));
    assertThat(HostName.parse(longest).value()).hasSize(253);
    assertThatThrownBy(() -> HostName.parse(longest + "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HostName.parse(LONGEST_LABEL + "a.test"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void upper_case_is_no_host_name_until_it_is_read() {
    assertThatThrownBy(() -> new HostName("Acme.test"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatever_comes_is_a_name_that_reads_as_itself_or_is_refused() {
    var random = new Random(11);
    var alphabet = "aZ09-._:@/\\%[]* \t\u0000é漢\u0430\u202e\u00df\u3002\ud83d\ude00\u0130\u212a";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(1, 12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        var host = HostName.parse(text.toString());
        assertThat(HostName.parse(host.value())).as("%s", text).isEqualTo(host);
        assertThat(host.value()).as("%s", text).matches("[a-z0-9.-]+");
        read++;
      } catch (IllegalArgumentException e) {
        // refused, as most are
      }
    }
    assertThat(read).isBetween(500, 19_000);
  }
}
