package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class LocalKmsTest {
  private static final Map<String, String> ACME = Map.of("tenant", "acme", "version", "1");

  private final SecureRandom random = new SecureRandom();
  private final KmsClient kms = new LocalKms(KeyRing.open(null, Clock.systemUTC(), random), random);
  private final String key = kms.createKey(k -> k.description("test")).keyMetadata().keyId();

  @Test
  void what_was_encrypted_is_decrypted_under_the_same_context_only() {
    var sealed = seal("secret", ACME);
    assertThat(open(sealed, ACME)).isEqualTo("secret");
    assertThatThrownBy(() -> open(sealed, Map.of("tenant", "globex", "version", "1")))
        .isInstanceOfSatisfying(
            InvalidCiphertextException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidCiphertextException");
              assertThat(e.statusCode()).isEqualTo(400);
            });
    assertThatThrownBy(() -> open(sealed, Map.of())).isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void contexts_that_look_alike_when_joined_are_different() {
    var sealed = seal("secret", Map.of("a", "bc"));
    assertThatThrownBy(() -> open(sealed, Map.of("ab", "c")))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  @Test
  void a_ciphertext_changed_or_cut_anywhere_is_refused() {
    var sealed = seal("secret", ACME).asByteArray();
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      var cut = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> open(SdkBytes.fromByteArray(changed), ACME))
          .isInstanceOf(InvalidCiphertextException.class);
      assertThatThrownBy(() -> open(SdkBytes.fromByteArray(cut), ACME))
          .isInstanceOf(InvalidCiphertextException.class);
    }
  }

  @Test
  void a_disabled_key_does_nothing_until_it_is_enabled() {
    var sealed = seal("secret", ACME);
    kms.disableKey(d -> d.keyId(key));
    assertThatThrownBy(() -> open(sealed, ACME)).isInstanceOf(DisabledException.class);
    assertThatThrownBy(() -> seal("secret", ACME)).isInstanceOf(DisabledException.class);
    kms.enableKey(d -> d.keyId(key));
    assertThat(open(sealed, ACME)).isEqualTo("secret");
  }

  @Test
  void more_than_4096_bytes_are_refused() {
    assertThat(seal("x".repeat(4096), ACME)).isNotNull();
    assertThatThrownBy(() -> seal("x".repeat(4097), ACME))
        .isInstanceOfSatisfying(
            KmsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  @Test
  void a_data_key_comes_plain_and_sealed() {
    var dataKey =
        kms.generateDataKey(g -> g.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(ACME));
    assertThat(dataKey.plaintext().asByteArray()).hasSize(32);
    assertThat(
            kms.decrypt(d -> d.ciphertextBlob(dataKey.ciphertextBlob()).encryptionContext(ACME))
                .plaintext())
        .isEqualTo(dataKey.plaintext());
  }

  @Test
  void reencrypting_moves_a_secret_to_another_key_and_context() {
    var other = kms.createKey(k -> {}).keyMetadata().keyId();
    var sealed = seal("secret", ACME);
    var moved =
        kms.reEncrypt(
                r ->
                    r.ciphertextBlob(sealed)
                        .sourceEncryptionContext(ACME)
                        .destinationKeyId(other)
                        .destinationEncryptionContext(Map.of("tenant", "acme", "version", "2")))
            .ciphertextBlob();
    assertThat(open(moved, Map.of("tenant", "acme", "version", "2"))).isEqualTo("secret");
    assertThatThrownBy(
            () -> kms.decrypt(d -> d.ciphertextBlob(moved).keyId(key).encryptionContext(ACME)))
        .isInstanceOf(IncorrectKeyException.class);
  }

  @Test
  void a_key_is_found_by_alias_and_arn_and_an_unknown_one_is_not() {
    kms.createAlias(a -> a.aliasName("alias/stash").targetKeyId(key));
    var arn = kms.describeKey(d -> d.keyId("alias/stash")).keyMetadata().arn();
    assertThat(kms.describeKey(d -> d.keyId(arn)).keyMetadata().keyId()).isEqualTo(key);
    assertThatThrownBy(() -> kms.createAlias(a -> a.aliasName("alias/stash").targetKeyId(key)))
        .isInstanceOf(AlreadyExistsException.class);
    assertThatThrownBy(() -> kms.describeKey(d -> d.keyId("alias/none")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_rotated_key_opens_what_it_sealed_before_and_seals_anew() {
    var before = seal("first", ACME);
    kms.rotateKeyOnDemand(r -> r.keyId(key));
    var after = seal("second", ACME);
    kms.rotateKeyOnDemand(r -> r.keyId(key));
    assertThat(open(before, ACME)).isEqualTo("first");
    assertThat(open(after, ACME)).isEqualTo("second");
    assertThat(kms.listKeyRotations(l -> l.keyId(key)).rotations()).hasSize(2);
    for (int number = 0; number < 256; number++) {
      var swapped = after.asByteArray();
      if (swapped[0] != (byte) number) {
        swapped[0] = (byte) number;
        assertThatThrownBy(() -> open(SdkBytes.fromByteArray(swapped), ACME))
            .isInstanceOf(InvalidCiphertextException.class);
      }
    }
  }

  @Test
  void a_key_is_rotated_on_demand_25_times_and_not_while_it_is_disabled() {
    kms.disableKey(d -> d.keyId(key));
    assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
        .isInstanceOf(DisabledException.class);
    kms.enableKey(e -> e.keyId(key));
    var first = seal("first", ACME);
    for (int i = 0; i < 25; i++) {
      kms.rotateKeyOnDemand(r -> r.keyId(key));
    }
    assertThatThrownBy(() -> kms.rotateKeyOnDemand(r -> r.keyId(key)))
        .isInstanceOf(LimitExceededException.class);
    assertThat(open(first, ACME)).isEqualTo("first");
  }

  @Test
  void an_alias_moves_to_another_key_and_names_one_only() {
    kms.createAlias(a -> a.aliasName("alias/stash").targetKeyId(key));
    var next = kms.createKey(k -> {}).keyMetadata().keyId();
    kms.updateAlias(a -> a.aliasName("alias/stash").targetKeyId(next));
    assertThat(kms.describeKey(d -> d.keyId("alias/stash")).keyMetadata().keyId()).isEqualTo(next);
    kms.updateAlias(a -> a.aliasName("alias/stash").targetKeyId(key));
    assertThat(kms.describeKey(d -> d.keyId("alias/stash")).keyMetadata().keyId()).isEqualTo(key);
    assertThatThrownBy(() -> kms.updateAlias(a -> a.aliasName("alias/none").targetKeyId(key)))
        .isInstanceOf(NotFoundException.class);
    assertThat(kms.listKeys(l -> {}).keys()).hasSize(2);
  }

  @Test
  void keys_and_their_material_are_there_again_after_a_restart(@TempDir Path folder)
      throws IOException {
    var first = new LocalKms(KeyRing.open(folder, Clock.systemUTC(), random), random);
    var id = first.createKey(k -> {}).keyMetadata().keyId();
    first.createAlias(a -> a.aliasName("alias/stash").targetKeyId(id));
    var before = sealed(first, id);
    first.rotateKeyOnDemand(r -> r.keyId(id));
    var after = sealed(first, id);
    var again = new LocalKms(KeyRing.open(folder, Clock.systemUTC(), random), random);
    for (var blob : List.of(before, after)) {
      assertThat(again.decrypt(d -> d.ciphertextBlob(blob)).plaintext().asUtf8String())
          .isEqualTo("secret");
    }
    var file = folder.resolve(id + ".json");
    var json = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    var oldest = json.withArray("/materials").get(0);
    json.put("created", oldest.path("since").asText());
    json.put("material", oldest.path("bytes").asText()).remove("materials");
    Files.writeString(file, json.toString());
    var old = new LocalKms(KeyRing.open(folder, Clock.systemUTC(), random), random);
    assertThat(old.decrypt(d -> d.ciphertextBlob(before)).plaintext().asUtf8String())
        .isEqualTo("secret");
    assertThatThrownBy(() -> old.decrypt(d -> d.ciphertextBlob(after)))
        .isInstanceOf(InvalidCiphertextException.class);
  }

  private static SdkBytes sealed(KmsClient kms, String key) {
    return kms.encrypt(e -> e.keyId(key).plaintext(SdkBytes.fromUtf8String("secret")))
        .ciphertextBlob();
  }

  private SdkBytes seal(String text, Map<String, String> context) {
    return kms.encrypt(
            e -> e.keyId(key).plaintext(SdkBytes.fromUtf8String(text)).encryptionContext(context))
        .ciphertextBlob();
  }

  private String open(SdkBytes sealed, Map<String, String> context) {
    return kms.decrypt(d -> d.ciphertextBlob(sealed).encryptionContext(context))
        .plaintext()
        .asUtf8String();
  }
}
