package com.stash.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MicroCreditsTest {
  private static final MicroCredits MOST = new MicroCredits(Long.MAX_VALUE);
  private static final MicroCredits LEAST = new MicroCredits(Long.MIN_VALUE);
  private static final MicroCredits ONE = new MicroCredits(1);

  @Test
  void it_adds_multiplies_and_negates() {
    assertThat(new MicroCredits(3).plus(new MicroCredits(-5))).isEqualTo(new MicroCredits(-2));
    assertThat(new MicroCredits(3).times(-4)).isEqualTo(new MicroCredits(-12));
    assertThat(new MicroCredits(3).negated()).isEqualTo(new MicroCredits(-3));
    assertThat(MicroCredits.ofCredits(2)).isEqualTo(new MicroCredits(2_000_000));
  }

  @Test
  void an_overflow_throws_and_never_wraps() {
    assertThatThrownBy(() -> MOST.plus(ONE)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> LEAST.plus(new MicroCredits(-1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> MOST.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(LEAST::negated).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> MicroCredits.ofCredits(Long.MAX_VALUE / 1_000))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void only_more_than_nothing_is_positive() {
    assertThat(ONE.isPositive()).isTrue();
    assertThat(MicroCredits.ZERO.isPositive()).isFalse();
    assertThat(new MicroCredits(-1).isPositive()).isFalse();
  }

  @Test
  void it_compares_by_value() {
    assertThat(LEAST).isLessThan(MOST);
    assertThat(ONE).isEqualByComparingTo(new MicroCredits(1));
  }

  @Test
  void it_prints_credits_with_six_decimals() {
    assertThat(new MicroCredits(2_500)).hasToString("0.002500");
    assertThat(new MicroCredits(-1_000_001)).hasToString("-1.000001");
    assertThat(MicroCredits.ZERO).hasToString("0.000000");
  }
}
