package com.stash.credentials;

import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Json;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.testing.Sample;
import com.stash.testing.TenantsInMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  private static final CredentialScope CAMPAIGN = new CredentialScope(Level.CAMPAIGN, "c-1");

  @Test
  void a_change_of_its_state_keeps_its_value() {
    var disabled = credential("openai.api_key").become(CredentialState.DISABLED, later(stamp(), 1));
    assertThat(disabled.versions()).isEqualTo(credential("openai.api_key").versions());
    assertThat(disabled.version()).isEqualTo(2);
    var emptied = disabled.emptied(false, later(disabled.stamp(), 1));
    assertThat(emptied.versions()).extracting(ValueVersion::sealed).containsOnlyNulls();
    assertThat(emptied.nextNumber()).isEqualTo(8);
  }

  @Test
  void it_has_one_current_version_or_is_empty() {
    assertThatThrownBy(() -> credential(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> credential(List.of(current(2), current(1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> credential(List.of(current(1))).become(CredentialState.EMPTY, stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_ids_of_a_place_are_a_range_and_no_two_credentials_have_the_same() {
    var range = CredentialId.range(CAMPAIGN);
    var other = new CredentialScope(Level.CAMPAIGN, "c-2");
    assertThat(CredentialId.of(CAMPAIGN, "a").value()).startsWith(range);
    assertThat(CredentialId.of(CAMPAIGN, "b").value()).startsWith(range);
    assertThat(CredentialId.of(other, "a").value()).doesNotStartWith(range);
    assertThat(CredentialId.of(CAMPAIGN, "a")).isNotEqualTo(CredentialId.of(CAMPAIGN, "b"));
    assertThat(CredentialId.of(CAMPAIGN, "a")).isEqualTo(CredentialId.of(CAMPAIGN, "a"));
  }

  @Test
  void it_prints_its_place_and_state_only() {
    assertThat(credential("openai.api_key"))
        .hasToString("Credential[campaign:c-1#openai.api_key, active]");
    assertThat(credential("k").key()).isEqualTo(CredentialId.of(CAMPAIGN, "k").value());
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

  @Test
  void a_closed_secret_cannot_be_read_by_mistake() {
    var secret = new Secret("s3cret".getBytes(UTF_8));
    secret.close();
    assertThatThrownBy(secret::bytes).isInstanceOf(IllegalStateException.class);
    assertThat(Secret.class.isRecord()).isFalse();
    assertThatThrownBy(
            () -> Json.MAPPER.valueToTree(new Resolved(Level.TENANT, current(1), secret)))
        .hasMessageContaining("no properties discovered");
  }

  @ParameterizedTest
  @CsvSource({
    "elevenchars,",
    "twelve-chars,hars",
    "größeres-geheimnis-ß€𝄞x,ß€𝄞x",
    "kürzer-ß€𝄞,",
    "ends-with-a-line|,"
  })
  void only_long_texts_show_their_last_four_characters(String value, @Nullable String shown) {
    var secret = new Secret(value.replace('|', '\n').getBytes(UTF_8));
    assertThat(secret.lastFour()).isEqualTo(shown);
  }

  @Test
  void a_fingerprint_is_of_the_value_in_its_place() {
    var prints = new Fingerprints(10);
    var acme = tenant();
    var one = prints.of(acme, CAMPAIGN, "k", new Secret("value".getBytes(UTF_8)));
    assertThat(one).matches("[0-9a-f]{16}");
    assertThat(prints.of(acme, CAMPAIGN, "k", new Secret("value".getBytes(UTF_8)))).isEqualTo(one);
    assertThat(prints.of(acme, CAMPAIGN, "k", new Secret("valuf".getBytes(UTF_8))))
        .isNotEqualTo(one);
    assertThat(prints.of(acme, CAMPAIGN, "l", new Secret("value".getBytes(UTF_8))))
        .isNotEqualTo(one);
    assertThat(prints.of(acme, CAMPAIGN, "k", new Secret(new byte[] {(byte) 0x80})))
        .isNotEqualTo(prints.of(acme, CAMPAIGN, "k", new Secret(new byte[] {(byte) 0x81})));
  }

  private static TenantScope tenant() {
    return new Gate(new TenantsInMemory())
        .forRecord(Sample.ACME.value(), stamp().changedBy())
        .orElseThrow();
  }

  private static Credential credential(String name) {
    return new Credential(
        CAMPAIGN,
        name,
        "openai",
        CredentialState.ACTIVE,
        false,
        null,
        List.of(current(7)),
        List.of(),
        stamp());
  }

  private static Credential credential(List<ValueVersion> versions) {
    return new Credential(
        CAMPAIGN, "k", "openai", CredentialState.ACTIVE, false, null, versions, List.of(), stamp());
  }

  private static ValueVersion current(long number) {
    return new ValueVersion(
        number,
        Stage.CURRENT,
        "f1",
        null,
        stamp().createdAt(),
        stamp().changedBy().actor(),
        null,
        null,
        new Sealed("d.c2VhbGVk", "key"));
  }
}
