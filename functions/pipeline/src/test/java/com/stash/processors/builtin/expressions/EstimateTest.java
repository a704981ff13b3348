package com.stash.processors.builtin.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc 3",
        "a{3} 3",
        "[a-z]{2}\\d{4} 6",
        "[\\]{9}]{2} 2",
        "(ab){10} 30",
        "((a{100}){100}){100} 1000000",
        "(((((((a{9}){9}){9}){9}){9}){9}){9}) 1000000",
        "a{2,} 2",
        "a{,5} 5",
        "\\{5} 3",
        "(((( 4",
        ") 1",
      })
  void counted_repetitions_multiply_what_they_repeat(String expression, long size) {
    assertThat(Estimate.of(expression)).isEqualTo(size);
  }
}
