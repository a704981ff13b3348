package com.stash.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0, true",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.0/24, 192.0.1.255, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "0.0.0.0/0, '', false",
    "0.0.0.0/0, localhost, false",
    "0.0.0.0/0, 1.2.3, false",
    "0.0.0.0/0, 1.2.3.256, false",
    "0.0.0.0/0, 1.2.3.4%eth0, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:0DB8:0000::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::1/128, 2001:db8::1, true",
    "2001:db8::1/128, 2001:db8::2, false",
    "::/0, 192.0.2.1, false",
    "::/0, :::, false"
  })
  void an_address_is_in_the_range_that_has_its_first_bits(
      String range, String address, boolean within) {
    assertThat(new AddressRange(range).contains(address)).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1",
        "192.0.2.1/24",
        "192.0.2.0/33",
        "192.0.2/24",
        "192.0.2.0/-1",
        "300.0.0.0/8",
        "2001:db8::1/32",
        "2001:db8::/129",
        "example.com/24",
        "::ffff:192.0.2.0/120",
        "fe80::%1/64",
        " 192.0.2.0/24",
        "192.0.2.0/24/8",
        "192.0.2.0/1000"
      })
  void what_is_no_range_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> new AddressRange(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.0/24");
  }

  @Test
  void a_range_contains_what_is_as_narrow_or_narrower() {
    var wide = new AddressRange("10.0.0.0/8");
    assertThat(wide.contains(wide)).isTrue();
    assertThat(wide.contains(new AddressRange("10.1.0.0/16"))).isTrue();
    assertThat(wide.contains(new AddressRange("11.0.0.0/8"))).isFalse();
    assertThat(wide.contains(new AddressRange("0.0.0.0/0"))).isFalse();
    assertThat(wide.contains(new AddressRange("10.0.0.0/7"))).isFalse();
    assertThat(wide.contains(new AddressRange("::/8"))).isFalse();
    assertThat(wide).hasToString("10.0.0.0/8");
  }

  @Test
  void rights_hold_where_their_ranges_say() {
    var office = new AddressRange("192.0.2.0/24");
    var home = new AddressRange("2001:db8::/32");
    var bound = new KeyRights(Role.MEMBER, Set.of(), null, List.of(office, home));
    assertThat(bound.admits("192.0.2.9")).isTrue();
    assertThat(bound.admits("2001:db8::9")).isTrue();
    assertThat(bound.admits("198.51.100.1")).isFalse();
    assertThat(bound.admits(null)).isFalse();
    assertThat(KeyRights.of(Role.MEMBER).admits(null)).isTrue();
    assertThat(bound.isWithinSourcesOf(KeyRights.of(Role.MEMBER))).isTrue();
    assertThat(KeyRights.of(Role.MEMBER).isWithinSourcesOf(bound)).isFalse();
    var desk =
        new KeyRights(Role.MEMBER, Set.of(), null, List.of(new AddressRange("192.0.2.1/32")));
    assertThat(desk.isWithinSourcesOf(bound)).isTrue();
    assertThat(bound.isWithinSourcesOf(desk)).isFalse();
  }

  @Test
  void rights_are_bounded() {
    var many = Collections.nCopies(21, new AddressRange("192.0.2.0/24"));
    assertThatThrownBy(() -> new KeyRights(Role.VIEWER, Set.of(), null, many))
        .hasMessageContaining("20 ranges");
    assertThat(new KeyRights(Role.VIEWER, Set.of(), null, many.subList(1, 21)).sources())
        .hasSize(20);
    assertThatThrownBy(() -> new KeyRights(Role.VIEWER, Set.of(), "x", List.of()))
        .hasMessageContaining("campaign id");
  }
}
