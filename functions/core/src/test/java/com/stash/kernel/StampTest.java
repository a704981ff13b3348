package com.stash.kernel;

import static com.stash.testing.Sample.MACHINE;
import static com.stash.testing.Sample.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StampTest {
  private static final Instant NANOS = Instant.parse("2026-03-31T12:00:00.123456789Z");
  private static final Instant MILLIS = Instant.parse("2026-03-31T12:00:00.123Z");

  @Test
  void the_first_version_is_one_and_made_when_it_was_changed() {
    assertThat(Stamp.first(PERSON, NANOS)).isEqualTo(new Stamp(1, MILLIS, MILLIS, PERSON));
  }

  @Test
  void the_next_version_keeps_when_it_was_made() {
    var next = Stamp.first(PERSON, NANOS).next(MACHINE, NANOS.plusSeconds(5));
    assertThat(next).isEqualTo(new Stamp(2, MILLIS, MILLIS.plusSeconds(5), MACHINE));
  }

  @Test
  void there_is_no_version_zero() {
    assertThatThrownBy(() -> new Stamp(0, MILLIS, MILLIS, PERSON))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
