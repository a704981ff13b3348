package com.stash.credentials;

import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.credentials.CredentialScope.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  private static final CredentialScope CAMPAIGN = new CredentialScope(Level.CAMPAIGN, "c-1");

  @Test
  void a_disabled_credential_can_be_active_again_and_an_expired_one_not() {
    var disabled = credential("openai.api_key").become(CredentialState.DISABLED, later(stamp(), 1));
    assertThat(disabled.sealed()).isEqualTo("c2VhbGVk");
    assertThat(disabled.version()).isEqualTo(2);
    var active = disabled.become(CredentialState.ACTIVE, later(disabled.stamp(), 1));
    var expired = active.become(CredentialState.EXPIRED, later(active.stamp(), 1));
    assertThatThrownBy(() -> expired.become(CredentialState.ACTIVE, later(expired.stamp(), 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void it_prints_its_place_and_state_only() {
    assertThat(credential("openai.api_key"))
        .hasToString("Credential[campaign:c-1#openai.api_key, active]");
    assertThat(credential("k").key()).isEqualTo("campaign:c-1#k");
  }

  @Test
  void a_scope_prints_its_level_and_its_id_if_it_has_one() {
    assertThat(new CredentialScope(Level.SYSTEM, "")).hasToString("system");
    assertThat(CAMPAIGN).hasToString("campaign:c-1");
    assertThat(Level.parse("processor")).isEqualTo(Level.PROCESSOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "1a", "a#b", "a b", "a/b", "a\n", "ä"})
  void a_name_that_could_be_mistaken_is_refused(String name) {
    assertThatThrownBy(() -> credential(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_has_at_most_80_characters() {
    assertThat(credential("a".repeat(80)).name()).hasSize(80);
    assertThatThrownBy(() -> credential("a".repeat(81)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a#b", "a:b", "a b", "a/b", "ä", "a\n"})
  void an_id_that_could_be_mistaken_is_refused(String id) {
    assertThatThrownBy(() -> new CredentialScope(Level.TENANT, id))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_secret_is_wiped_when_closed_and_never_printed() {
    var bytes = "s3cret".getBytes(UTF_8);
    try (var secret = new Secret(bytes)) {
      assertThat(secret.bytes()).isEqualTo("s3cret".getBytes(UTF_8));
      assertThat(secret).hasToString("Secret");
    }
    assertThat(bytes).containsOnly(0);
  }

  private static Credential credential(String name) {
    return new Credential(
        CAMPAIGN, name, "openai", CredentialState.ACTIVE, null, "f1", "c2VhbGVk", stamp());
  }
}
