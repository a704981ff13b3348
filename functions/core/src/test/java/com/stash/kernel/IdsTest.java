package com.stash.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00.123Z");
  private static final Clock STILL = Clock.fixed(NOON, ZoneOffset.UTC);

  @Test
  void ulids_of_one_millisecond_grow_and_are_all_different() {
    var ids = new Ids(STILL, new Random(1));
    var made = Stream.generate(ids::ulid).limit(5_000).toList();
    assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(Ids::isUlid);
  }

  @Test
  void ulids_made_by_several_threads_are_all_different() throws Exception {
    var ids = new Ids(STILL, new Random(2));
    var made = java.util.concurrent.ConcurrentHashMap.<String>newKeySet();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> Stream.generate(ids::ulid).limit(500).forEach(made::add)));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(made).hasSize(2_000);
  }

  @Test
  void a_ulid_begins_with_its_time() {
    var earlier = new Ids(STILL, new Random(3)).ulid();
    var later = new Ids(Clock.offset(STILL, java.time.Duration.ofMillis(1)), new Random(3)).ulid();
    assertThat(earlier).isLessThan(later);
    assertThat(earlier.substring(0, 10)).isEqualTo(Ids.derived(NOON, "x").substring(0, 10));
  }

  @Test
  void a_uuid_is_of_version_four_and_of_the_ietf_variant() {
    var ids = new Ids(STILL, new Random(4));
    var seen = new HashSet<java.util.UUID>();
    for (int i = 0; i < 1_000; i++) {
      var uuid = ids.uuid();
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      seen.add(uuid);
    }
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void secure_ids_do_not_repeat_between_makers() {
    assertThat(Ids.secure(STILL).ulid()).isNotEqualTo(Ids.secure(STILL).ulid());
  }

  @Test
  void a_derived_id_is_the_same_for_the_same_time_and_cause() {
    assertThat(Ids.derived(NOON, "usage", "upload", "a")).isEqualTo("01KN1W7MKVGMY61GH6D89E06F7");
    assertThat(Ids.derived(NOON, "usage", "upload", "a"))
        .isEqualTo(Ids.derived(NOON, "usage", "upload", "a"))
        .isNotEqualTo(Ids.derived(NOON, "usage", "upload", "b"))
        .isNotEqualTo(Ids.derived(NOON.plusMillis(1), "usage", "upload", "a"))
        .matches(Ids::isUlid);
  }

  @Test
  void a_derived_id_does_not_confuse_where_its_parts_end() {
    assertThat(Ids.derived(NOON, "ab", "c")).isNotEqualTo(Ids.derived(NOON, "a", "bc"));
    assertThat(Ids.derived(NOON, "a", "")).isNotEqualTo(Ids.derived(NOON, "a"));
  }

  @Test
  void the_least_and_the_greatest_ulid_are_ulids() {
    assertThat(Ids.isUlid("00000000000000000000000000")).isTrue();
    assertThat(Ids.isUlid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")).isTrue();
    assertThat(Ids.requireUlid("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "key id"))
        .isEqualTo("7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "01J0000000000000000000ACM",
        "01J0000000000000000000ACMEE",
        "01j0000000000000000000acme",
        "01J0000000000000000000ACMI",
        "01J0000000000000000000ACML",
        "01J0000000000000000000ACMO",
        "01J0000000000000000000ACMU",
        "01J0000000000000000000ACM#",
        "01J0000000000000000000ACM\n",
        "01J0000000000000000000ACMÉ",
        "０1J0000000000000000000ACME"
      })
  void what_is_no_ulid_is_refused_without_being_repeated(String text) {
    assertThat(Ids.isUlid(text)).isFalse();
    assertThatThrownBy(() -> Ids.requireUlid(text, "key id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a key id: 26 characters of a ULID are expected");
  }
}
