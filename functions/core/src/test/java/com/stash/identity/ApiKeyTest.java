package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
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
                ID, "first", Role.ADMIN, text.secretHash(), ApiKeyState.ROTATING, NOON, changed));
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
                    "1", "n", Role.ADMIN, text.secretHash(), ApiKeyState.ACTIVE, null, stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ApiKey key(ApiKeyState state, @Nullable Instant expiresAt) {
    return new ApiKey(ID, "first", Role.ADMIN, text.secretHash(), state, expiresAt, stamp());
  }
}
