package com.stash.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void it_is_the_standard_hash() {
    assertThat(Sha256.of("abc").hex()).isEqualTo(ABC);
    assertThat(Sha256.of("abc")).hasToString(ABC);
    assertThat(Sha256.of(new byte[0]).hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void text_is_hashed_as_utf_8() {
    assertThat(Sha256.of("é")).isEqualTo(Sha256.of(new byte[] {(byte) 0xc3, (byte) 0xa9}));
  }

  @Test
  void it_is_bytes_and_base_64_as_s3_wants_it() {
    var hash = new Sha256(ABC);
    assertThat(hash.bytes()).hasSize(32).startsWith(0xba, 0x78).endsWith(0x15, 0xad);
    assertThat(hash.base64()).isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  }

  @Test
  void parts_are_hashed_with_their_lengths() {
    assertThat(Sha256.ofParts("ab", "c")).isEqualTo(Sha256.of("2:ab1:c"));
    assertThat(Sha256.ofParts("a", "bc")).isNotEqualTo(Sha256.ofParts("ab", "c"));
    assertThat(Sha256.ofParts("é")).isEqualTo(Sha256.of("2:é"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  void another_shape_is_refused(String hex) {
    assertThatThrownBy(() -> new Sha256(hex)).isInstanceOf(IllegalArgumentException.class);
  }
}
