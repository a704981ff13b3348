package com.stash.usage;

import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.MicroCredits;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-31T23:59:59.999Z,hour#2026-03-31T23,day#2026-03-31,month#2026-03",
    "2026-04-01T00:00:00Z,hour#2026-04-01T00,day#2026-04-01,month#2026-04",
    "2026-12-31T23:59:59.999Z,hour#2026-12-31T23,day#2026-12-31,month#2026-12",
    "2027-01-01T00:00:00Z,hour#2027-01-01T00,day#2027-01-01,month#2027-01",
    "2028-02-29T12:00:00Z,hour#2028-02-29T12,day#2028-02-29,month#2028-02",
    "2026-03-29T01:30:00Z,hour#2026-03-29T01,day#2026-03-29,month#2026-03",
  })
  void periods_end_and_begin_in_utc(Instant time, String hour, String day, String month) {
    assertThat(Counter.periods(time)).containsExactly(hour, day, month);
    assertThat(Counter.month(time)).isEqualTo(month);
  }

  @Test
  void periods_are_written_in_ascii_digits_whatever_the_machine_speaks() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
    try {
      assertThat(Counter.periods(NOON))
          .containsExactly("hour#2026-03-31T12", "day#2026-03-31", "month#2026-03");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_counter_adds_up_events() {
    var event = event(3, 7);
    assertThat(Counter.of(event).plus(Counter.of(event(4, -9))))
        .isEqualTo(new Counter(UsageType.UPLOAD, 2, 7, new MicroCredits(-2)));
    assertThat(event.version()).isEqualTo(1);
    assertThat(UsageType.parse("credit_grant")).isEqualTo(UsageType.CREDIT_GRANT);
    assertThat(UsageType.AI_TASK.wire()).isEqualTo("ai_task");
  }

  @Test
  void a_counter_s_money_does_not_overflow_in_silence() {
    var most = new Counter(UsageType.UPLOAD, 1, 1, new MicroCredits(Long.MAX_VALUE));
    assertThatThrownBy(() -> most.plus(Counter.of(event(1, 1))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void a_grant_gives_or_takes_but_is_never_nothing() {
    var id = "01J000000000000000000GRANT";
    assertThat(new CreditGrant(id, new MicroCredits(1), "gift", stamp()).key()).isEqualTo(id);
    assertThatThrownBy(() -> new CreditGrant(id, MicroCredits.ZERO, "gift", stamp()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new CreditGrant(id, new MicroCredits(-1), "error", stamp()).key()).isEqualTo(id);
    assertThatThrownBy(() -> new CreditGrant("1", new MicroCredits(1), "gift", stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static UsageEvent event(long units, long cost) {
    return UsageEvent.of(
        UsageType.UPLOAD, "c", units, "u", new MicroCredits(cost), "p", "c", NOON, stamp());
  }
}
