package com.stash.transactions;

import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Claim FIRST = new Claim("k", "o", null, null, stamp());

  @Test
  void only_a_second_version_replaces_an_item() {
    assertThatThrownBy(() -> new Replace(FIRST)).isInstanceOf(IllegalArgumentException.class);
    var second = new Claim("k", "o", null, null, later(stamp(), 1));
    assertThat(new Replace(second).entity()).isEqualTo(second);
  }

  @Test
  void a_clash_where_none_is_expected_is_a_surprise() {
    assertThatCode(() -> new Verdict.Committed().orThrow()).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Verdict.Clashed(new Create(FIRST), null).orThrow())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_idempotency_key_is_claimed_for_two_days_with_the_hash_of_its_body() {
    var body = Sha256.of("{}");
    var claim = new IdempotencyKey("announce", "k1", body).claim("owner", stamp());
    assertThat(claim)
        .isEqualTo(
            new Claim(
                "idempotency#" + Sha256.ofParts("announce", "k1"),
                "owner",
                body,
                NOON.plus(Duration.ofDays(2)),
                stamp()));
  }

  @Test
  void the_same_key_for_another_operation_is_another_claim() {
    var body = Sha256.of("{}");
    assertThat(new IdempotencyKey("a", "bc", body).claim("o", stamp()).key())
        .isNotEqualTo(new IdempotencyKey("ab", "c", body).claim("o", stamp()).key())
        .isNotEqualTo(new IdempotencyKey("b", "bc", body).claim("o", stamp()).key())
        .isEqualTo(new IdempotencyKey("a", "bc", Sha256.of("x")).claim("p", stamp()).key());
  }

  @Test
  void an_idempotency_key_has_1_to_200_characters() {
    var body = Sha256.of("{}");
    assertThat(new IdempotencyKey("a", "x".repeat(200), body).key()).hasSize(200);
    assertThatThrownBy(() -> new IdempotencyKey("a", "", body))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IdempotencyKey("a", "x".repeat(201), body))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(IdempotencyKey.mismatch().kind()).isEqualTo(Refusal.Kind.MISMATCH);
  }
}
