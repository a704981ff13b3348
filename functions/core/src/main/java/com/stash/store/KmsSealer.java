package com.stash.store;

import com.stash.credentials.Sealer;
import com.stash.credentials.Secret;
import com.stash.tenancy.TenantScope;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;

/** Seals secrets of up to 4,096 bytes with KMS; the place is the encryption context. */
public final class KmsSealer implements Sealer {
  private final KmsClient kms;
  private final String keyId;

  public KmsSealer(KmsClient kms, String keyId) {
    this.kms = kms;
    this.keyId = keyId;
  }

  @Override
  public String seal(TenantScope scope, Place place, Secret secret) {
    var answer =
        kms.encrypt(
            e ->
                e.keyId(keyId)
                    .encryptionContext(context(scope, place))
                    .plaintext(SdkBytes.fromByteArray(secret.bytes())));
    return Base64.getEncoder().encodeToString(answer.ciphertextBlob().asByteArrayUnsafe());
  }

  @Override
  public Secret open(TenantScope scope, Place place, String sealed) {
    try {
      var blob = SdkBytes.fromByteArray(Base64.getDecoder().decode(sealed));
      var answer =
          kms.decrypt(
              d -> d.keyId(keyId).encryptionContext(context(scope, place)).ciphertextBlob(blob));
      return new Secret(answer.plaintext().asByteArray());
    } catch (InvalidCiphertextException | IncorrectKeyException | IllegalArgumentException e) {
      throw new CannotOpen();
    }
  }

  private static Map<String, String> context(TenantScope scope, Place place) {
    return Map.of(
        "tenantId", scope.tenant().value(),
        "scope", place.scope().toString(),
        "key", place.name(),
        "version", Long.toString(place.version()));
  }
}
