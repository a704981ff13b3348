package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.GRACE;
import static com.stash.local.credentials.Vault.KEY;
import static com.stash.local.credentials.Vault.code;
import static com.stash.local.credentials.Vault.request;
import static com.stash.local.credentials.Vault.secret;
import static com.stash.local.credentials.Vault.stages;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialState;
import com.stash.credentials.RewrappingCredentials.Stuck;
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.local.credentials.Flaky.When;
import com.stash.local.fixtures.AtOnce;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** Where a credential's time, states, repeats and keys meet. */
class CredentialCornersTest {
  private final Vault vault = new Vault();
  private final TenantScope acme = vault.tenant(Tier.STARTER);
  private final CredentialScope ours = CredentialScope.tenant(acme.tenant());
  private final Turn atOnce = new Turn(false, GRACE, null);

  @Test
  void a_value_that_was_ended_does_not_come_back_by_a_roll_back() {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var rotating = vault.credentials.rotating();
    var expired = vault.credentials.changing().expire(acme, first.id(), 1, null).orThrow();
    assertThat(expired.version(Stage.CURRENT).orElseThrow().expiresAt())
        .isEqualTo(expired.stamp().updatedAt());
    var second = vault.rotated(acme, expired, "value-number-2");
    assertThat(code(rotating.rollBack(acme, first.id(), second.version(), GRACE, null)))
        .isEqualTo("no_previous_version");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
  }

  @Test
  void what_is_disabled_stays_disabled_until_it_is_enabled_whatever_becomes_of_its_value() {
    var until = vault.clock.instant().plus(Duration.ofMinutes(10));
    var wish = new Wish(ours, KEY, "openai", false, null, until);
    var credential = vault.create(acme, wish, "value-number-1").orThrow();
    var changing = vault.credentials.changing();
    var disabled = changing.disable(acme, credential.id(), 1, null).orThrow();
    vault.clock.pass(Duration.ofMinutes(11));
    assertThat(vault.credentials.sweeping().sweep(acme)).isZero();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_disabled");
    var rotated = vault.rotated(acme, disabled, "value-number-2");
    assertThat(rotated.state()).isEqualTo(CredentialState.DISABLED);
    var ended = changing.expire(acme, credential.id(), rotated.version(), null).orThrow();
    assertThat(ended.state()).isEqualTo(CredentialState.DISABLED);
    var enabled = changing.enable(acme, credential.id(), ended.version(), null).orThrow();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_expired");
    vault.rotated(acme, enabled, "value-number-3");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-3");
  }

  @Test
  void what_waits_and_is_over_is_retired_and_what_is_over_can_be_renewed() {
    var until = vault.clock.instant().plus(Duration.ofMinutes(10));
    var wish = new Wish(ours, KEY, "openai", false, null, until);
    var first = vault.create(acme, wish, "value-number-1").orThrow();
    var rotating = vault.credentials.rotating();
    var staged = new Turn(true, GRACE, until);
    var waiting = rotating.rotate(acme, first.id(), 1, staged, secret("value-2"), null).orThrow();
    vault.clock.pass(Duration.ofMinutes(11));
    assertThat(code(rotating.promote(acme, first.id(), waiting.version(), GRACE, null)))
        .isEqualTo("no_pending_version");
    assertThat(vault.credentials.sweeping().sweep(acme)).isEqualTo(1);
    var swept = vault.now(acme, first);
    assertThat(stages(swept)).containsExactly("2 retired", "1 current");
    assertThat(swept.state()).isEqualTo(CredentialState.EXPIRED);
    vault.rotated(acme, swept, "value-number-1");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-1");
  }

  @Test
  void an_expiry_is_at_most_a_hundred_years_away() {
    for (var far : List.of(Instant.MAX, Instant.parse("2500-01-01T00:00:00Z"))) {
      var wish = new Wish(ours, KEY, "openai", false, null, far);
      assertThat(code(vault.create(acme, wish, "value"))).isEqualTo("invalid_request");
    }
    var credential = vault.has(acme, ours, KEY, "value");
    var turn = new Turn(false, GRACE, Instant.parse("2500-01-01T00:00:00Z"));
    var far =
        vault.credentials.rotating().rotate(acme, credential.id(), 1, turn, secret("next"), null);
    assertThat(code(far)).isEqualTo("invalid_request");
  }

  @Test
  void a_key_that_does_not_seal_is_said_to_and_nothing_is_changed() {
    var credential = vault.has(acme, ours, KEY, "value");
    Vault.AWS.kms().disableKey(d -> d.keyId(vault.kmsKey));
    assertThat(code(vault.create(acme, Vault.wish(acme, ours, "other", null), "value")))
        .isEqualTo("kms_key_unusable");
    var rotated =
        vault.credentials.rotating().rotate(acme, credential.id(), 1, atOnce, secret("next"), null);
    assertThat(code(rotated)).isEqualTo("kms_key_unusable");
    Vault.AWS.kms().enableKey(d -> d.keyId(vault.kmsKey));
    assertThat(vault.now(acme, credential)).isEqualTo(credential);
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value");
  }

  @Test
  void a_creation_that_comes_again_has_no_second_effect_whatever_came_between() {
    var creating = vault.credentials.creating((_, _) -> true);
    var changing = vault.credentials.changing();
    var marker = new Wish(ours, "marked", "openai", true, null, null);
    var marked = creating.create(acme, marker, null, request("m")).orThrow();
    changing.delete(acme, marked.id(), 1, null).orThrow();
    assertThat(creating.create(acme, marker, null, request("m")).orThrow().endsSearch()).isFalse();
    var wish = Vault.wish(acme, ours, KEY, null);
    var credential = creating.create(acme, wish, secret("first"), request("a")).orThrow();
    for (int i = 0; i < 25; i++) {
      credential = vault.rotated(acme, credential, "value " + i);
    }
    changing.delete(acme, credential.id(), credential.version(), null).orThrow();
    var again = creating.create(acme, wish, secret("first"), request("a")).orThrow();
    assertThat(again.state()).isEqualTo(CredentialState.EMPTY);
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_missing");
    var ending = new Wish(ours, KEY, "openai", true, null, null);
    assertThat(code(creating.create(acme, ending, secret("first"), request("a"))))
        .isEqualTo("idempotency_key_reused");
    var over = new Wish(ours, "over", "openai", true, null, vault.clock.instant());
    assertThat(code(creating.create(acme, over, null, null))).isEqualTo("invalid_request");
  }

  @Test
  void a_creation_that_comes_again_after_its_value_is_over_is_told_what_it_did() {
    var creating = vault.credentials.creating((_, _) -> true);
    var until = vault.clock.instant().plus(Duration.ofMinutes(10));
    var wish = new Wish(ours, KEY, "openai", false, null, until);
    var first = creating.create(acme, wish, secret("value"), request("a")).orThrow();
    vault.clock.pass(Duration.ofMinutes(11));
    assertThat(creating.create(acme, wish, secret("value"), request("a")).orThrow())
        .isEqualTo(first);
  }

  @Test
  void a_step_whose_reply_was_lost_is_told_as_done() {
    int lost = 0;
    for (int call = 1; ; call++) {
      var first = vault.has(acme, ours, "key." + call, "first");
      var staged = new Turn(true, GRACE, null);
      var rotating = vault.credentials.rotating();
      rotating.rotate(acme, first.id(), 1, staged, secret("second"), null).orThrow();
      long failures = vault.tableCalls.failures();
      vault.tableCalls.failOnce(call, When.AFTER);
      assertThat(rotating.promote(acme, first.id(), 2, GRACE, null).orThrow().version())
          .isEqualTo(3);
      vault.tableCalls.failNothing();
      assertThat(vault.resolve(acme, "key." + call)).isEqualTo("second");
      if (vault.tableCalls.failures() == failures) {
        break;
      }
      lost++;
    }
    assertThat(lost).isGreaterThanOrEqualTo(2);
  }

  @Test
  void a_rotation_asked_for_otherwise_is_another_request() {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var rotating = vault.credentials.rotating();
    var staged = new Turn(true, GRACE, null);
    rotating.rotate(acme, first.id(), 1, staged, secret("value-number-2"), request("r")).orThrow();
    assertThat(
            code(
                rotating.rotate(
                    acme, first.id(), 1, atOnce, secret("value-number-2"), request("r"))))
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void repeats_at_the_same_time_are_all_told_what_the_one_of_them_did() throws Exception {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var rotated =
        AtOnce.on(
            8,
            _ ->
                vault
                    .credentials
                    .rotating()
                    .rotate(acme, first.id(), 1, atOnce, secret("value-number-2"), request("r")));
    assertThat(rotated).allMatch(Outcome.Done.class::isInstance);
    var disabled =
        AtOnce.on(8, _ -> vault.credentials.changing().disable(acme, first.id(), 2, request("d")));
    assertThat(disabled).allMatch(Outcome.Done.class::isInstance);
    assertThat(vault.now(acme, first).version()).isEqualTo(3);
  }

  @Test
  void deleting_and_creating_again_and_again_keeps_twenty_versions() {
    var credential = vault.has(acme, ours, KEY, "value");
    for (int i = 0; i < 25; i++) {
      vault.credentials.changing().delete(acme, credential.id(), credential.version(), null);
      credential = vault.has(acme, ours, KEY, "value");
    }
    assertThat(credential.versions()).hasSize(20);
    assertThat(credential.versions().getFirst().number()).isEqualTo(26);
  }

  @Test
  void a_version_that_does_not_move_keeps_no_other_from_moving() {
    var small = vault.has(acme, ours, KEY, "value-number-1");
    var second = vault.rotated(acme, small, "value-number-2");
    var newKey = Vault.newKmsKey();
    vault.transactions().commit(acme, new Replace(swapped(second))).orThrow();
    var done = vault.credentials.rewrapping().rewrap(acme, newKey);
    assertThat(done.moved()).isEqualTo(1);
    assertThat(done.stuck()).extracting(Stuck::version).containsExactly(1L);
    assertThat(done.stuck()).extracting(Stuck::name).containsExactly(KEY);
    Vault.AWS.kms().disableKey(d -> d.keyId(vault.kmsKey));
    vault.clock.pass(Duration.ofMinutes(6));
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
    Vault.AWS.kms().enableKey(d -> d.keyId(vault.kmsKey));
  }

  @Test
  void a_move_to_another_kms_key_that_is_cut_anywhere_leaves_all_readable_and_goes_on() {
    for (int i = 0; i < 4; i++) {
      vault.rotated(acme, vault.has(acme, ours, "key." + i, "first " + i), "second " + i);
    }
    int cuts = 0;
    for (int call = 1; ; call++) {
      var newKey = Vault.newKmsKey();
      vault.kmsCalls.failFrom(call, call % 2 == 0 ? When.BEFORE : When.AFTER);
      try {
        vault.credentials.rewrapping().rewrap(acme, newKey);
        break;
      } catch (SdkException e) {
        cuts++;
      } finally {
        vault.kmsCalls.failNothing();
      }
      vault.clock.pass(Duration.ofMinutes(6));
      assertAllOpen();
      vault.credentials.rewrapping().rewrap(acme, newKey);
      assertThat(vault.credentials.rewrapping().elsewhere(acme, newKey)).isZero();
    }
    assertThat(cuts).isGreaterThanOrEqualTo(8);
    assertAllOpen();
  }

  private void assertAllOpen() {
    for (int i = 0; i < 4; i++) {
      assertThat(vault.resolve(acme, "key." + i)).isEqualTo("second " + i);
    }
  }

  /** Returns a credential whose previous version has the ciphertext of the current one. */
  private static Credential swapped(Credential credential) {
    var current = credential.version(Stage.CURRENT).orElseThrow();
    var was = credential.version(Stage.PREVIOUS).orElseThrow();
    var wrong =
        new ValueVersion(
            was.number(),
            was.stage(),
            was.fingerprint(),
            was.lastFour(),
            was.createdAt(),
            was.createdBy(),
            was.expiresAt(),
            was.readableUntil(),
            current.sealed());
    var stamp = credential.stamp();
    return new Credential(
        credential.scope(),
        credential.name(),
        credential.provider(),
        credential.state(),
        credential.endsSearch(),
        credential.sharedFrom(),
        List.of(current, wrong),
        credential.requests(),
        stamp.next(stamp.changedBy(), stamp.updatedAt()));
  }
}
