package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Sealer;
import com.stash.credentials.Sealer.CannotOpen;
import com.stash.credentials.Sealer.Place;
import com.stash.credentials.Secret;
import com.stash.local.fixtures.Givens;
import com.stash.store.KmsSealer;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsSealerTest {
  private static final CredentialScope CAMPAIGN = new CredentialScope(Level.CAMPAIGN, "c1");
  private static final Place PLACE = new Place(CAMPAIGN, "openai.api_key", 3);
  private static Givens given;

  private final TenantScope acme = scope();
  private final Sealer sealer = sealer(given().backend().environment().credentialKey());

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  private static Givens given() {
    return given;
  }

  @Test
  void what_was_sealed_opens_in_its_place() {
    try (var opened = sealer.open(acme, PLACE, seal())) {
      assertThat(opened.bytes()).isEqualTo("s3cret".getBytes(UTF_8));
      assertThat(opened).hasToString("Secret");
    }
  }

  @Test
  void the_sealed_text_is_no_copy_and_never_the_same() {
    var sealed = seal();
    assertThat(Base64.getDecoder().decode(sealed)).asString(UTF_8).doesNotContain("s3cret");
    assertThat(seal()).isNotEqualTo(sealed);
  }

  @Test
  void it_does_not_open_for_another_tenant() {
    var sealed = seal();
    assertThatThrownBy(() -> sealer.open(scope(), PLACE, sealed)).isInstanceOf(CannotOpen.class);
  }

  @Test
  void it_does_not_open_in_another_scope_or_under_another_name_or_version() {
    var sealed = seal();
    var places =
        new Place[] {
          new Place(new CredentialScope(Level.CAMPAIGN, "c2"), "openai.api_key", 3),
          new Place(new CredentialScope(Level.PROCESSOR, "c1"), "openai.api_key", 3),
          new Place(new CredentialScope(Level.SYSTEM, ""), "openai.api_key", 3),
          new Place(CAMPAIGN, "openai.api_kex", 3),
          new Place(CAMPAIGN, "openai.api_key", 2),
          new Place(CAMPAIGN, "openai.api_key", 4)
        };
    for (var place : places) {
      assertThatThrownBy(() -> sealer.open(acme, place, sealed))
          .as("%s", place)
          .isInstanceOf(CannotOpen.class);
    }
  }

  @Test
  void it_does_not_open_under_another_key() {
    var other = given.aws().kms().createKey(c -> {}).keyMetadata().keyId();
    var sealed = seal();
    assertThatThrownBy(() -> sealer(other).open(acme, PLACE, sealed))
        .isInstanceOf(CannotOpen.class);
  }

  @Test
  void it_does_not_open_when_a_single_byte_was_flipped() {
    var bytes = Base64.getDecoder().decode(seal());
    for (int i = 0; i < bytes.length; i++) {
      var flipped = bytes.clone();
      flipped[i] ^= 1;
      var sealed = Base64.getEncoder().encodeToString(flipped);
      assertThatThrownBy(() -> sealer.open(acme, PLACE, sealed))
          .as("byte %d", i)
          .isInstanceOf(CannotOpen.class)
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "not base 64!", "c2VhbGVk"})
  void what_was_never_sealed_does_not_open(String sealed) {
    assertThatThrownBy(() -> sealer.open(acme, PLACE, sealed)).isInstanceOf(CannotOpen.class);
  }

  private String seal() {
    return sealer.seal(acme, PLACE, new Secret("s3cret".getBytes(UTF_8)));
  }

  private static Sealer sealer(String key) {
    return new KmsSealer(given().backend().kms(), key);
  }

  private static TenantScope scope() {
    return given()
        .stores()
        .gate()
        .forOperator(new TenantId(given().ids().ulid()), given().operator());
  }
}
