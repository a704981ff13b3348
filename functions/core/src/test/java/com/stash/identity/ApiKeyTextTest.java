package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Sha256;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTextTest {
  private static final String KEY_ID = "01J00000000000000000000KEY";
  private final ApiKeyText text = ApiKeyText.create(ACME, KEY_ID, new Random(5));

  @Test
  void what_is_revealed_reads_back() {
    var read = ApiKeyText.parse(text.reveal()).orElseThrow();
    assertThat(read.tenant()).isEqualTo(ACME);
    assertThat(read.keyId()).isEqualTo(KEY_ID);
    assertThat(read.secretHash()).isEqualTo(text.secretHash());
    assertThat(read.reveal()).isEqualTo(text.reveal());
  }

  @Test
  void the_hash_is_of_the_secret_alone() {
    var secret = text.reveal().split("_", 4)[3].substring(0, 43);
    assertThat(text.secretHash()).isEqualTo(Sha256.of(secret));
  }

  @Test
  void secrets_have_256_bits_and_differ() {
    var random = new Random(6);
    assertThat(ApiKeyText.create(ACME, KEY_ID, random).secretHash())
        .isNotEqualTo(ApiKeyText.create(ACME, KEY_ID, random).secretHash());
    assertThat(text.reveal()).hasSize("stash_".length() + 26 + 1 + 26 + 1 + 43 + 1 + 8);
  }

  @Test
  void every_change_of_a_single_character_is_refused() {
    var right = text.reveal();
    for (int i = 0; i < right.length(); i++) {
      for (char c = ' '; c <= '~'; c++) {
        if (c != right.charAt(i)) {
          var wrong = right.substring(0, i) + c + right.substring(i + 1);
          assertThat(ApiKeyText.parse(wrong)).as("%d %c", i, c).isEmpty();
        }
      }
    }
  }

  @Test
  void every_missing_or_doubled_or_exchanged_character_is_refused() {
    var right = text.reveal();
    for (int i = 0; i < right.length(); i++) {
      assertThat(ApiKeyText.parse(right.substring(0, i) + right.substring(i + 1))).isEmpty();
      assertThat(ApiKeyText.parse(right.substring(0, i) + right.charAt(i) + right.substring(i)))
          .isEmpty();
      if (i > 0 && right.charAt(i) != right.charAt(i - 1)) {
        var exchanged =
            right.substring(0, i - 1)
                + right.charAt(i)
                + right.charAt(i - 1)
                + right.substring(i + 1);
        assertThat(ApiKeyText.parse(exchanged)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stash", "stash____", "Bearer stash_x"})
  void what_has_another_shape_is_refused(String other) {
    assertThat(ApiKeyText.parse(other)).isEmpty();
    assertThat(ApiKeyText.parse(text.reveal() + other + " ")).isEmpty();
  }

  @Test
  void a_right_checksum_does_not_make_up_for_an_id_that_is_none() {
    for (var body :
        new String[] {
          "stash_8ZZZZZZZZZZZZZZZZZZZZZZZZZ_" + KEY_ID + "_" + "a".repeat(43),
          "stash_" + ACME + "_8ZZZZZZZZZZZZZZZZZZZZZZZZZ_" + "a".repeat(43)
        }) {
      var crc = new java.util.zip.CRC32();
      crc.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(ApiKeyText.parse(body + "_%08x".formatted(crc.getValue()))).isEmpty();
    }
  }

  @Test
  void it_does_not_print_its_secret() {
    assertThat(text).hasToString("ApiKeyText[" + KEY_ID + "]");
  }

  @Test
  void its_id_must_be_a_ulid() {
    assertThatThrownBy(() -> ApiKeyText.create(ACME, "key", new Random(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
