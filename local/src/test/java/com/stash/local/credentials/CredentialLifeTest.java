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
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialLifeTest {
  private final Vault vault = new Vault();
  private final TenantScope acme = vault.tenant(Tier.STARTER);
  private final TenantScope globex = vault.tenant(Tier.STARTER);
  private final CredentialScope ours = CredentialScope.tenant(acme.tenant());
  private final Turn atOnce = new Turn(false, GRACE, null);

  @Test
  void a_new_credential_tells_of_its_value_only_what_it_may() {
    var credential = vault.has(acme, ours, KEY, "sk-live-0123456789");
    var found = vault.now(acme, credential);
    assertThat(found).isEqualTo(credential);
    var version = found.version(Stage.CURRENT).orElseThrow();
    assertThat(version.lastFour()).isEqualTo("6789");
    assertThat(version.fingerprint()).matches("[0-9a-f]{16}");
    assertThat(version.createdBy().id()).isEqualTo("test");
    assertThat(found.toString() + version + version.sealed()).doesNotContain("0123");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("sk-live-0123456789");
  }

  @Test
  void a_short_value_shows_nothing_of_itself() {
    var credential = vault.has(acme, ours, KEY, "elevenchars");
    assertThat(credential.version(Stage.CURRENT).orElseThrow().lastFour()).isNull();
  }

  @Test
  void another_tenant_sees_nothing_of_it() {
    var credential = vault.has(acme, ours, KEY, "sk-live-0123456789");
    assertThat(vault.credentials.all().find(globex, credential.id())).isEmpty();
    assertThat(vault.resolve(globex, KEY)).isEqualTo("credential_missing");
    assertThat(code(vault.create(globex, Vault.wish(globex, ours, KEY, null), "x")))
        .isEqualTo("invalid_request");
    assertThat(
            code(
                vault
                    .credentials
                    .changing()
                    .delete(globex, credential.id(), credential.version(), null)))
        .isEqualTo("not_found");
  }

  @Test
  void only_the_platform_has_system_credentials() {
    var system = CredentialScope.system();
    assertThat(code(vault.create(acme, Vault.wish(acme, system, KEY, null), "x")))
        .isEqualTo("invalid_request");
    assertThat(code(vault.create(vault.platform, Vault.wish(acme, ours, KEY, null), "x")))
        .isEqualTo("invalid_request");
  }

  @Test
  void a_place_that_does_not_exist_has_no_credentials() {
    var wish = Vault.wish(acme, CredentialScope.campaign(Vault.CAMPAIGN), KEY, null);
    var outcome =
        vault.credentials.creating((_, _) -> false).create(acme, wish, secret("value"), null);
    assertThat(code(outcome)).isEqualTo("invalid_request");
  }

  @Test
  void the_same_request_makes_one_credential_and_another_body_is_a_mismatch() {
    var wish = Vault.wish(acme, ours, KEY, null);
    var creating = vault.credentials.creating((_, _) -> true);
    var first = creating.create(acme, wish, secret("one-and-only"), request("a")).orThrow();
    var again = creating.create(acme, wish, secret("one-and-only"), request("a")).orThrow();
    assertThat(again).isEqualTo(first);
    assertThat(code(creating.create(acme, wish, secret("another"), request("a"))))
        .isEqualTo("idempotency_key_reused");
    assertThat(code(creating.create(acme, wish, secret("one-and-only"), request("b"))))
        .isEqualTo("credential_exists");
  }

  @Test
  void a_rotation_keeps_the_old_value_for_its_time_of_grace() {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var second = vault.rotated(acme, first, "value-number-2");
    assertThat(stages(second)).containsExactly("2 current", "1 previous");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
    var back = vault.credentials.rotating().rollBack(acme, second.id(), 2, GRACE, null).orThrow();
    assertThat(stages(back)).containsExactly("2 previous", "1 current");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-1");
    vault.clock.pass(GRACE.plusSeconds(1));
    assertThat(code(vault.credentials.rotating().rollBack(acme, second.id(), 3, GRACE, null)))
        .isEqualTo("no_previous_version");
    assertThat(vault.credentials.sweeping().sweep(acme)).isEqualTo(1);
    assertThat(stages(vault.now(acme, first))).containsExactly("2 retired", "1 current");
    assertThat(vault.credentials.sweeping().sweep(acme)).isZero();
  }

  @Test
  void a_staged_value_is_used_from_its_promotion_on() {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var rotating = vault.credentials.rotating();
    assertThat(code(rotating.promote(acme, first.id(), 1, GRACE, null)))
        .isEqualTo("no_pending_version");
    var staged = new Turn(true, GRACE, null);
    rotating.rotate(acme, first.id(), 1, staged, secret("value-number-2"), null).orThrow();
    var waiting =
        rotating.rotate(acme, first.id(), 2, staged, secret("value-number-3"), null).orThrow();
    assertThat(stages(waiting)).containsExactly("3 pending", "2 retired", "1 current");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-1");
    var promoted = rotating.promote(acme, first.id(), 3, GRACE, null).orThrow();
    assertThat(stages(promoted)).containsExactly("3 current", "2 retired", "1 previous");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-3");
  }

  @Test
  void a_rotation_demands_the_version_that_was_read_and_a_new_value() {
    var first = vault.has(acme, ours, KEY, "value-number-1");
    var rotating = vault.credentials.rotating();
    assertThat(code(rotating.rotate(acme, first.id(), 1, atOnce, secret("value-number-1"), null)))
        .isEqualTo("invalid_request");
    var next = rotating.rotate(acme, first.id(), 1, atOnce, secret("value-number-2"), request("r"));
    assertThat(code(rotating.rotate(acme, first.id(), 1, atOnce, secret("third"), null)))
        .isEqualTo("stale_version");
    assertThat(rotating.rotate(acme, first.id(), 1, atOnce, secret("value-number-2"), request("r")))
        .isEqualTo(next);
    assertThat(code(rotating.rotate(acme, first.id(), 2, atOnce, secret("third"), request("r"))))
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void a_long_history_is_forgotten_but_its_numbers_are_not_given_again() {
    var credential = vault.has(acme, ours, KEY, "value-0");
    for (int i = 1; i <= 30; i++) {
      credential = vault.rotated(acme, credential, "value-" + i);
    }
    assertThat(credential.versions()).hasSize(20);
    assertThat(credential.versions().getFirst().number()).isEqualTo(31);
    assertThat(credential.version(Stage.PREVIOUS).orElseThrow().number()).isEqualTo(30);
  }

  @Test
  void a_disabled_credential_is_enabled_again_and_an_expired_one_wants_a_new_value() {
    var credential = vault.has(acme, ours, KEY, "value-number-1");
    var changing = vault.credentials.changing();
    changing.disable(acme, credential.id(), 1, null).orThrow();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_disabled");
    changing.enable(acme, credential.id(), 2, null).orThrow();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-1");
    assertThat(code(changing.enable(acme, credential.id(), 3, null))).isEqualTo("wrong_state");
    var expired = changing.expire(acme, credential.id(), 3, null).orThrow();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_expired");
    assertThat(code(changing.enable(acme, credential.id(), 4, null))).isEqualTo("wrong_state");
    vault.rotated(acme, expired, "value-number-2");
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
  }

  @Test
  void a_value_is_over_at_its_time_and_the_sweep_writes_it_down() {
    var until = vault.clock.instant().plus(Duration.ofMinutes(10));
    var wish = new Wish(ours, KEY, "openai", false, null, until);
    var credential = vault.create(acme, wish, "value-number-1").orThrow();
    assertThat(vault.credentials.sweeping().sweep(acme)).isZero();
    vault.clock.pass(Duration.ofMinutes(11));
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_expired");
    assertThat(vault.credentials.sweeping().sweep(acme)).isEqualTo(1);
    assertThat(vault.now(acme, credential).state()).isEqualTo(CredentialState.EXPIRED);
  }

  @Test
  void a_repeated_change_answers_as_it_did_the_first_time() {
    var credential = vault.has(acme, ours, KEY, "value-number-1");
    var changing = vault.credentials.changing();
    var disabled = changing.disable(acme, credential.id(), 1, request("d"));
    assertThat(changing.disable(acme, credential.id(), 1, request("d"))).isEqualTo(disabled);
    assertThat(code(changing.disable(acme, credential.id(), 1, request("e"))))
        .isEqualTo("stale_version");
    var other = new IdempotencyKey("operation", "d", Sha256.of("another body"));
    assertThat(code(changing.disable(acme, credential.id(), 1, other)))
        .isEqualTo("idempotency_key_reused");
    for (int i = 0; i < 12; i++) {
      var version = 2 + i;
      (i % 2 == 0
              ? changing.enable(acme, credential.id(), version, request("n" + i))
              : changing.disable(acme, credential.id(), version, request("n" + i)))
          .orThrow();
    }
    assertThat(vault.now(acme, credential).requests()).hasSize(10);
  }

  @Test
  void what_is_deleted_has_no_value_left_and_its_numbers_go_on() {
    var credential = vault.has(acme, ours, KEY, "value-number-1");
    vault.credentials.changing().delete(acme, credential.id(), 1, null).orThrow();
    var gone = vault.now(acme, credential);
    assertThat(gone.state()).isEqualTo(CredentialState.EMPTY);
    assertThat(gone.versions()).allMatch(version -> version.sealed() == null);
    assertThat(vault.resolve(acme, KEY)).isEqualTo("credential_missing");
    assertThat(code(vault.credentials.changing().delete(acme, credential.id(), 2, null)))
        .isEqualTo("wrong_state");
    var again = vault.has(acme, ours, KEY, "value-number-2");
    assertThat(stages(again)).containsExactly("2 current", "1 retired");
    assertThat(again.version()).isEqualTo(3);
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
  }

  @Test
  void the_credentials_of_one_place_are_one_range_of_the_list() {
    var campaign = CredentialScope.campaign(Vault.CAMPAIGN);
    for (int i = 0; i < 3; i++) {
      vault.has(acme, ours, "ours.k" + i, "value");
      vault.has(acme, campaign, "theirs.k" + i, "value");
    }
    assertThat(names(campaign)).containsExactlyInAnyOrder("theirs.k0", "theirs.k1", "theirs.k2");
    assertThat(names(ours)).containsExactlyInAnyOrder("ours.k0", "ours.k1", "ours.k2");
    assertThat(vault.credentials.all().list(acme, null, Page.Request.first(100)).items())
        .hasSize(6);
  }

  @Test
  void a_new_kms_key_takes_over_without_opening_a_value() {
    var small = vault.has(acme, ours, KEY, "value-number-1");
    vault.rotated(acme, small, "value-number-2");
    vault.has(acme, ours, "pem", "x".repeat(20_000));
    var newKey = Vault.newKmsKey();
    long decrypts = vault.kmsCalls.calls("decrypt");
    assertThat(vault.credentials.rewrapping().rewrap(acme, newKey).moved()).isEqualTo(2);
    assertThat(vault.kmsCalls.calls("decrypt")).isEqualTo(decrypts);
    assertThat(vault.kmsCalls.calls("reEncrypt")).isEqualTo(3);
    assertThat(vault.credentials.rewrapping().rewrap(acme, newKey).moved()).isZero();
    Vault.AWS.kms().disableKey(d -> d.keyId(vault.kmsKey));
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-2");
    assertThat(vault.resolve(acme, "pem")).isEqualTo("x".repeat(20_000));
    vault
        .credentials
        .rotating()
        .rollBack(acme, small.id(), vault.now(acme, small).version(), GRACE, null)
        .orThrow();
    assertThat(vault.resolve(acme, KEY)).isEqualTo("value-number-1");
  }

  private List<String> names(CredentialScope place) {
    return vault.credentials.all().list(acme, place, Page.Request.first(100)).items().stream()
        .map(Credential::name)
        .toList();
  }
}
