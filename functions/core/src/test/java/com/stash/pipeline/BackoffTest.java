package com.stash.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(10), new Random(7));

  @ParameterizedTest
  @CsvSource({
    "1,5,10",
    "2,10,20",
    "3,20,40",
    "6,160,320",
    "7,300,600",
    "8,300,600",
    "100,300,600",
    "2000000000,300,600"
  })
  void it_doubles_up_to_ten_minutes_and_half_of_it_is_chance(int attempt, long least, long most) {
    var seen = new HashSet<Duration>();
    for (int i = 0; i < 500; i++) {
      var pause = backoff.after(attempt, Duration.ZERO);
      assertThat(pause).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
      seen.add(pause);
    }
    assertThat(seen).hasSizeGreaterThan(300);
  }

  @Test
  void it_is_never_shorter_than_what_makes_sense() {
    assertThat(backoff.after(1, Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    assertThat(backoff.after(1, Duration.ofSeconds(9)))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(9));
  }
}
