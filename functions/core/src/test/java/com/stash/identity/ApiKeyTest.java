package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  private static final KeyRights ADMIN = KeyRights.of(Role.ADMIN);
  private static final String ID = "01J00000000000000000000KEY";
  private final ApiKeyText text = ApiKeyText.create(ACME, ID, new Random(5));

  @Test
  void an_active_key_opens_for_its_own_text() {
    assertThat(key(ApiKeyState.ACTIVE, null).opens(text, NOON)).isTrue();
  }

  @Test
  void a_rotating_key_still_opens() {
    assertThat(key(ApiKeyState.ROTATING, null).opens(text, NOON)).isTrue();
  }

  @Test
  void what_has_passed_its_end_is_shown_as_expired_and_nothing_else_is() {
    for (var state : List.of(ApiKeyState.ACTIVE, ApiKeyState.ROTATING)) {
      assertThat(key(state, NOON).stateAt(NOON)).isEqualTo(ApiKeyState.EXPIRED);
      assertThat(key(state, NOON).stateAt(NOON.minusNanos(1))).isEqualTo(state);
      assertThat(key(state, null).stateAt(NOON)).isEqualTo(state);
    }
    assertThat(key(ApiKeyState.REVOKED, NOON).stateAt(NOON)).isEqualTo(ApiKeyState.REVOKED);
    assertThat(key(ApiKeyState.EXPIRED, null).stateAt(NOON)).isEqualTo(ApiKeyState.EXPIRED);
  }

  @Test
  void a_rotated_key_works_on_for_the_overlap_but_never_beyond_its_own_end() {
    var next = "01J00000000000000000000NEX";
    var until = NOON.plusSeconds(60);
    var changed = later(stamp(), 1);
    var open = key(ApiKeyState.ACTIVE, null).rotatedTo(next, until, changed);
    assertThat(open.state()).isEqualTo(ApiKeyState.ROTATING);
    assertThat(open.expiresAt()).isEqualTo(until);
    assertThat(open.successor()).isEqualTo(next);
    assertThat(open.stamp()).isEqualTo(changed);
    var bound = key(ApiKeyState.ACTIVE, NOON).rotatedTo(next, until, changed);
    assertThat(bound.expiresAt()).isEqualTo(NOON);
    var far = key(ApiKeyState.ACTIVE, until.plusSeconds(1)).rotatedTo(next, until, changed);
    assertThat(far.expiresAt()).isEqualTo(until);
  }

  @Test
  void a_revoked_or_expired_key_does_not_open() {
    assertThat(key(ApiKeyState.REVOKED, null).opens(text, NOON)).isFalse();
    assertThat(key(ApiKeyState.EXPIRED, null).opens(text, NOON)).isFalse();
  }

  @Test
  void a_key_opens_until_just_before_its_end() {
    var key = key(ApiKeyState.ACTIVE, NOON);
    assertThat(key.opens(text, NOON.minusNanos(1))).isTrue();
    assertThat(key.opens(text, NOON)).isFalse();
    assertThat(key.opens(text, NOON.plusSeconds(1))).isFalse();
  }

  @Test
  void another_secret_does_not_open() {
    var other = ApiKeyText.create(ACME, ID, new Random(6));
    assertThat(key(ApiKeyState.ACTIVE, null).opens(other, NOON)).isFalse();
  }

  @Test
  void a_rotated_key_keeps_its_secret_and_a_revoked_one_stays_revoked() {
    var changed = later(stamp(), 1);
    var rotating = key(ApiKeyState.ACTIVE, NOON).become(ApiKeyState.ROTATING, changed);
    assertThat(rotating)
        .isEqualTo(
            new ApiKey(
                ID, "first", ADMIN, text.secretHash(), ApiKeyState.ROTATING, NOON, null, changed));
    var revoked = rotating.become(ApiKeyState.REVOKED, later(changed, 1));
    assertThatThrownBy(() -> revoked.become(ApiKeyState.ACTIVE, later(changed, 2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_prints_neither_name_nor_hash() {
    assertThat(key(ApiKeyState.ACTIVE, null)).hasToString("ApiKey[" + ID + ", active]");
    assertThat(key(ApiKeyState.ACTIVE, null).key()).isEqualTo(ID);
  }

  @Test
  void its_id_must_be_a_ulid() {
    assertThatThrownBy(
            () ->
                new ApiKey(
                    "1", "n", ADMIN, text.secretHash(), ApiKeyState.ACTIVE, null, null, stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ApiKey key(ApiKeyState state, @Nullable Instant expiresAt) {
    return new ApiKey(ID, "first", ADMIN, text.secretHash(), state, expiresAt, null, stamp());
  }
}
