package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** So many requests of a tenant in a second, and no more. */
class RequestRateTest {
  private static final TenantId ACME = new TenantId("01KAT00000000000000000ACME");
  private static final TenantId GLOBEX = new TenantId("01KAT000000000000000G10BEX");

  private Instant now = Instant.parse("2026-03-31T12:00:00Z");
  private final RequestRate rate =
      new RequestRate(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void a_burst_of_ten_seconds_is_admitted_at_once_and_the_next_is_not() {
    assertThat(admitted(ACME, 120)).isEqualTo(100);
    assertThat(admitted(GLOBEX, 120)).isEqualTo(100);
  }

  @Test
  void the_bucket_fills_with_time_and_holds_no_more_than_the_burst() {
    admitted(ACME, 100);
    now = now.plusMillis(99);
    assertThat(admitted(ACME, 1)).isZero();
    now = now.plusMillis(1);
    assertThat(admitted(ACME, 2)).isEqualTo(1);
    now = now.plusSeconds(3_600);
    assertThat(admitted(ACME, 120)).isEqualTo(100);
    now = now.minusSeconds(60);
    assertThat(admitted(ACME, 1)).isZero();
  }

  private long admitted(TenantId tenant, int requests) {
    return IntStream.range(0, requests).filter(_ -> rate.admits(tenant, 10)).count();
  }
}
