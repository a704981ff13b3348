package com.stash.store;

import com.stash.credentials.Sealed;
import com.stash.credentials.Sealer;
import com.stash.credentials.Secret;
import com.stash.tenancy.TenantScope;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * Seals secrets with KMS: each value under a data key of its own, which KMS wraps; the place is the
 * encryption context. Who seals needs no right to open. Docs: {@code
 * docs/decisions/credential-sealing.md}.
 */
public final class KmsSealer implements Sealer {
  private final KmsClient kms;
  private final Sessions sessions;
  private final String keyId;
  private final DataKeys dataKeys;
  private final Repeating repeating;

  /** {@code keyId} is for new values; what is sealed opens by the key it names. */
  KmsSealer(
      KmsClient kms, Sessions sessions, String keyId, DataKeys dataKeys, Repeating repeating) {
    this.kms = kms;
    this.sessions = sessions;
    this.keyId = keyId;
    this.dataKeys = dataKeys;
    this.repeating = repeating;
  }

  @Override
  public Sealed seal(TenantScope scope, Place place, Secret secret) {
    var context = KmsContext.of(scope, place);
    var answer = newDataKey(scope, context);
    var dataKey = answer.plaintext().asByteArrayUnsafe();
    try {
      var body = Envelope.encrypt(dataKey, secret.bytes(), context);
      var text = new SealedText(answer.ciphertextBlob().asByteArrayUnsafe(), body);
      return new Sealed(text.toString(), answer.keyId());
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private GenerateDataKeyResponse newDataKey(TenantScope scope, KmsContext context) {
    return orRefused(
        () ->
            kms.generateDataKey(
                g ->
                    g.keyId(keyId)
                        .keySpec(DataKeySpec.AES_256)
                        .encryptionContext(context.members())
                        .overrideConfiguration(sessions.signing(scope))),
        CannotSeal::new);
  }

  @Override
  public Secret open(TenantScope scope, Place place, Sealed sealed) {
    var context = KmsContext.of(scope, place);
    var text = SealedText.parse(sealed.text());
    return open(context, dataKey(scope, context, sealed.key(), text.wrapped()), text.body());
  }

  private static Secret open(KmsContext context, byte[] dataKey, byte[] body) {
    try {
      return new Secret(Envelope.decrypt(dataKey, body, context));
    } catch (GeneralSecurityException e) {
      throw new CannotOpen();
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private byte[] dataKey(TenantScope scope, KmsContext context, String key, byte[] wrapped) {
    var name = context.hash(key + " " + SealedText.encoded(wrapped));
    var remembered = dataKeys.find(context.tenant(), name);
    if (remembered != null) {
      return remembered;
    }
    var opened = decrypt(scope, context, key, wrapped);
    dataKeys.remember(context.tenant(), name, opened);
    return opened;
  }

  private byte[] decrypt(TenantScope scope, KmsContext context, String key, byte[] blob) {
    return orRefused(
            () ->
                kms.decrypt(
                    d ->
                        d.keyId(key)
                            .encryptionContext(context.members())
                            .overrideConfiguration(sessions.signing(scope))
                            .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(blob))),
            CannotOpen::new)
        .plaintext()
        .asByteArrayUnsafe();
  }

  @Override
  public Sealed rewrap(TenantScope scope, Place place, Sealed sealed, String key) {
    var context = KmsContext.of(scope, place);
    var text = SealedText.parse(sealed.text());
    var moved = reencrypt(context, sealed.key(), text.wrapped(), key);
    return new Sealed(text.with(moved).toString(), key);
  }

  private byte[] reencrypt(KmsContext context, String from, byte[] blob, String to) {
    return orRefused(
            () ->
                kms.reEncrypt(
                    r ->
                        r.sourceKeyId(from)
                            .sourceEncryptionContext(context.members())
                            .destinationKeyId(to)
                            .destinationEncryptionContext(context.members())
                            .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(blob))),
            CannotOpen::new)
        .ciphertextBlob()
        .asByteArrayUnsafe();
  }

  /** KMS has many words for no; a service that does not answer is not one of them. */
  private <T> T orRefused(Supplier<T> call, Supplier<RuntimeException> refused) {
    try {
      return repeating.call(call);
    } catch (KmsException e) {
      if (Outage.caused(e)) {
        throw e;
      }
      throw refused.get();
    }
  }
}
