package com.stash.processors.builtin.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-24|2026-11-24",
        "24.11.2026|2026-11-24",
        "1.2.2026|2026-02-01",
        "24 November 2026|2026-11-24",
        "3rd March 2026|2026-03-03",
        "8. Dezember 2026|2026-12-08",
        "8. März 2026|2026-03-08",
        "November 2, 2026|2026-11-02",
        "Sept. 30, 2026|2026-09-30",
        "03/04/2026|2026-04-03",
        "03/24/2026|2026-03-24",
      })
  void dates_are_written_one_way(String raw, String iso) {
    assertThat(value("date", raw)).contains("\"" + iso + "\"");
  }

  @Test
  void a_day_and_month_that_could_be_swapped_cost_confidence() {
    var american = Kind.of("date", Optional.empty(), true);
    assertThat(american.read("03/04/2026").orElseThrow().json().asText()).isEqualTo("2026-03-04");
    assertThat(american.read("03/04/2026").orElseThrow().doubt()).isPositive();
    assertThat(american.read("03/24/2026").orElseThrow().doubt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "32.1.2026", "13/13/2026", "5 Foo 2026"})
  void what_is_no_day_is_no_date(String raw) {
    assertThat(value("date", raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$1,234.56|1234.56|USD",
        "1.234,56 €|1234.56|EUR",
        "EUR 99.00|99.00|EUR",
        "USD 1,850.00|1850.00|USD",
        "€ 0,10|0.10|EUR",
        "CHF 1'250.50|1250.50|CHF",
        "-£12.00|-12.00|GBP",
        "1.190,00 €|1190.00|EUR",
        "$1,234,567|1234567|USD",
        "12.000 €|12000|EUR",
      })
  void money_is_a_decimal_and_a_currency(String raw, String amount, String currency) {
    assertThat(value("money", raw))
        .contains("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency));
  }

  @Test
  void an_amount_without_currency_needs_one_assumed() {
    assertThat(value("money", "99.00")).isEmpty();
    var assumed = Kind.of("money", Optional.of("EUR"), false).read("99.00").orElseThrow();
    assertThat(assumed.json().path("currency").asText()).isEqualTo("EUR");
    assertThat(assumed.doubt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,234.5|1234.5",
        "1.234,5|1234.5",
        "42|42",
        "-0.5|-0.5",
        "1.234|1.234",
        "1,234|1234"
      })
  void numbers_have_a_decimal_point(String raw, String number) {
    assertThat(value("number", raw)).contains("\"" + number + "\"");
  }

  @Test
  void an_iban_must_add_up_and_may_be_followed_by_words() {
    assertThat(value("iban", "DE89 3704 0044 0532 0130 00")).contains("\"DE89370400440532013000\"");
    assertThat(value("iban", "GB82 WEST 1234 5698 7654 32 BIC"))
        .contains("\"GB82WEST12345698765432\"");
    assertThat(value("iban", "DE88 3704 0044 0532 0130 00")).isEmpty();
  }

  private static Optional<String> value(String type, String raw) {
    return Kind.of(type, Optional.empty(), false).read(raw).map(value -> value.json().toString());
  }
}
