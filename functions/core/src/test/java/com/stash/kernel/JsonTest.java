package com.stash.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void members_are_sorted_at_every_depth_and_elements_are_not() {
    var node = parse("{\"b\":[{\"d\":1,\"c\":2},3,1],\"a\":{\"z\":true,\"y\":null}}");
    assertThat(Json.sorted(node))
        .hasToString("{\"a\":{\"y\":null,\"z\":true},\"b\":[{\"c\":2,\"d\":1},3,1]}");
  }

  @Test
  void a_hash_does_not_depend_on_order_or_white_space() {
    assertThat(Json.hash(parse("{\"a\":1,\"b\":[2,3]}")))
        .isEqualTo(Json.hash(parse(" { \"b\" : [ 2 , 3 ] , \"a\" : 1 } ")))
        .isNotEqualTo(Json.hash(parse("{\"a\":1,\"b\":[3,2]}")))
        .isNotEqualTo(Json.hash(parse("{\"a\":\"1\",\"b\":[2,3]}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{} {}",
        "[1] x",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1,}",
        "// a\n{}",
        "{\"a\":1"
      })
  void what_is_not_strict_json_is_refused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void sixty_four_levels_are_read_and_one_more_is_not() {
    assertThat(parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    var deep = "[".repeat(65) + "]".repeat(65);
    assertThatThrownBy(() -> parse(deep)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void a_number_has_at_most_a_hundred_digits() {
    assertThat(parse("1".repeat(100)).isNumber()).isTrue();
    assertThatThrownBy(() -> parse("1".repeat(101))).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void decimals_are_exact() {
    var cents = parse("[0.1,0.2]");
    assertThat(cents.get(0).decimalValue().add(cents.get(1).decimalValue()))
        .isEqualByComparingTo("0.3");
  }

  @Test
  void a_whole_number_is_a_long_where_it_fits_and_else_a_decimal() {
    assertThat(Json.number(new BigDecimal("999999999999999999")).isLong()).isTrue();
    assertThat(Json.number(new BigDecimal("1e5")).longValue()).isEqualTo(100_000);
    assertThat(Json.number(new BigDecimal("-7")).longValue()).isEqualTo(-7);
    assertThat(Json.number(new BigDecimal("1.5")).isBigDecimal()).isTrue();
    assertThat(Json.number(new BigDecimal("12345678901234567890123")).decimalValue())
        .isEqualByComparingTo("12345678901234567890123");
  }

  @Test
  void what_was_compressed_comes_back() {
    var node = parse("{\"text\":\"" + "ä".repeat(50_000) + "\"}");
    assertThat(Json.gzip(node)).hasSizeLessThan(1_000);
    assertThat(Json.gunzip(Json.gzip(node))).isEqualTo(node);
  }

  @Test
  void more_than_64_mebibytes_are_not_inflated() throws Exception {
    var bomb = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bomb)) {
      var spaces = " ".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i <= 64; i++) {
        zip.write(spaces);
      }
    }
    assertThatThrownBy(() -> Json.gunzip(bomb.toByteArray()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("64 MiB");
  }

  @Test
  void what_is_not_compressed_is_refused() {
    assertThatThrownBy(() -> Json.gunzip("{}".getBytes(UTF_8)))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void nodes_that_cannot_be_written_are_a_surprise() {
    var node = Json.object().putPOJO("a", new Object());
    assertThatThrownBy(() -> Json.bytes(node)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void an_array_and_an_object_begin_empty() {
    assertThat(Json.array()).isEmpty();
    assertThat(Json.object()).isEmpty();
  }

  private static JsonNode parse(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }
}
