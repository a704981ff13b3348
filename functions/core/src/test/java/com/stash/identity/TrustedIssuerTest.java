package com.stash.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.identity.TrustedIssuer.Algorithm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedIssuerTest {
  @Test
  void what_is_printed_is_read_as_it_was() {
    var issuers =
        List.of(
            new TrustedIssuer("https://issuer.test/pool", "client", "tenant", Algorithm.ES256),
            new TrustedIssuer("http://127.0.0.1:8080/issuer", "a", "t", Algorithm.RS256));
    assertThat(TrustedIssuer.parse(TrustedIssuer.print(issuers))).isEqualTo(issuers);
    assertThat(TrustedIssuer.parse(" ")).isEmpty();
  }

  @Test
  void claim_and_algorithm_have_presets() {
    assertThat(TrustedIssuer.parse("[{\"issuer\":\"https://a.test\",\"audience\":\"b\"}]"))
        .containsExactly(
            new TrustedIssuer("https://a.test", "b", "custom:tenant_id", Algorithm.RS256));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[{}]",
        "[{\"issuer\":\"http://a.test\",\"audience\":\"b\"}]",
        "[{\"issuer\":\"https://a.test/\",\"audience\":\"b\"}]",
        "[{\"issuer\":\"https://a.test\"}]",
        "[{\"issuer\":\"https://a.test\",\"audience\":\"b\",\"tenantClaim\":\"\"}]",
        "[{\"issuer\":\"https://a.test\",\"audience\":\"b\",\"algorithm\":\"HS256\"}]",
        "[{\"issuer\":\"https://a.test\",\"audience\":\"b\",\"algorithm\":\"none\"}]"
      })
  void what_cannot_be_trusted_stops_the_start(String json) {
    assertThatThrownBy(() -> TrustedIssuer.parse(json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.test/keys",
        "ftp://issuer.test",
        "https://a@issuer.test",
        "https://a.test#b",
        "file:///etc/passwd",
        "",
        "https:",
        "http://localhost.evil.test",
        "a b"
      })
  void an_address_that_is_not_safe_is_refused(String address) {
    assertThatThrownBy(() -> TrustedIssuer.safe(address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void https_and_this_machine_are_safe() {
    for (var address : List.of("https://a.test/k", "http://localhost:1/k", "http://127.0.0.1/k")) {
      assertThat(TrustedIssuer.safe(address)).hasToString(address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann@Acme.TEST", " ann@acme.test ", "ann@acme.test"})
  void addresses_are_compared_without_case(String text) {
    assertThat(Email.parse(text)).hasToString("ann@acme.test");
    assertThat(Email.parse(text).claimKey()).startsWith("email#").hasSize(70);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "@b",
        "a@",
        "a b@c",
        "a@b@c",
        "ä@b.test",
        "a@b..c",
        "a@.b",
        "a@b.",
        "a@b c"
      })
  void what_is_no_address_is_refused(String text) {
    assertThatThrownBy(() -> Email.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Email.parse("x".repeat(65) + "@b.test"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Email.parse("x@" + "b".repeat(253)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_subject_is_told_apart_by_both_parts() {
    assertThat(new Subject("a", "bc").claimKey()).isNotEqualTo(new Subject("ab", "c").claimKey());
    assertThat(new Subject("a", "b").text()).isEqualTo("a b");
    assertThat(new Subject("a", "b".repeat(255)).id()).hasSize(255);
    for (var wrong : List.of("", "b".repeat(256))) {
      assertThatThrownBy(() -> new Subject("a", wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Subject("", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
