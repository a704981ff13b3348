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
import software.amazon.awssdk.services.kms.model.KmsException;

/**
 * Seals secrets with KMS; the place is the encryption context. Values of up to 4,096 bytes go to
 * KMS themselves, longer ones are encrypted under a data key of their own. Docs: {@code
 * docs/decisions/credential-sealing.md}.
 */
public final class KmsSealer implements Sealer {
  /** The most that KMS encrypts itself. */
  static final int MOST_DIRECT = 4096;

  private final KmsClient kms;
  private final String keyId;
  private final int directUpTo;
  private final DataKeys dataKeys;
  private final Repeating repeating;

  /** {@code keyId} is for new values; what is sealed opens by the key it names. */
  KmsSealer(KmsClient kms, String keyId, int directUpTo, DataKeys dataKeys, Repeating repeating) {
    if (directUpTo > MOST_DIRECT) {
      throw new IllegalArgumentException("KMS encrypts at most 4,096 bytes");
    }
    this.kms = kms;
    this.keyId = keyId;
    this.directUpTo = directUpTo;
    this.dataKeys = dataKeys;
    this.repeating = repeating;
  }

  @Override
  public Sealed seal(TenantScope scope, Place place, Secret secret) {
    var context = KmsContext.of(scope, place);
    return secret.bytes().length <= directUpTo
        ? direct(context, secret)
        : enveloped(context, secret);
  }

  private Sealed direct(KmsContext context, Secret secret) {
    var answer =
        repeating.call(
            () ->
                kms.encrypt(
                    e ->
                        e.keyId(keyId)
                            .encryptionContext(context.members())
                            .plaintext(SdkBytes.fromByteArrayUnsafe(secret.bytes()))));
    var text = new SealedText(answer.ciphertextBlob().asByteArrayUnsafe(), null);
    return new Sealed(text.toString(), answer.keyId());
  }

  private Sealed enveloped(KmsContext context, Secret secret) {
    var answer =
        repeating.call(
            () ->
                kms.generateDataKey(
                    g ->
                        g.keyId(keyId)
                            .keySpec(DataKeySpec.AES_256)
                            .encryptionContext(context.members())));
    var dataKey = answer.plaintext().asByteArrayUnsafe();
    try {
      var body = Envelope.encrypt(dataKey, secret.bytes(), context);
      var text = new SealedText(answer.ciphertextBlob().asByteArrayUnsafe(), body);
      return new Sealed(text.toString(), answer.keyId());
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  @Override
  public Secret open(TenantScope scope, Place place, Sealed sealed) {
    var context = KmsContext.of(scope, place);
    var text = SealedText.parse(sealed.text());
    return text.body() == null
        ? new Secret(decrypt(context, sealed.key(), text.blob()))
        : open(context, dataKey(context, sealed.key(), text.blob()), text.body());
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

  private byte[] dataKey(KmsContext context, String key, byte[] wrapped) {
    var name = context.hash(key + " " + new SealedText(wrapped, null));
    var remembered = dataKeys.find(context.tenant(), name);
    if (remembered != null) {
      return remembered;
    }
    var opened = decrypt(context, key, wrapped);
    dataKeys.remember(context.tenant(), name, opened);
    return opened;
  }

  private byte[] decrypt(KmsContext context, String key, byte[] blob) {
    return orCannotOpen(
            () ->
                kms.decrypt(
                    d ->
                        d.keyId(key)
                            .encryptionContext(context.members())
                            .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(blob))))
        .plaintext()
        .asByteArrayUnsafe();
  }

  @Override
  public Sealed rewrap(TenantScope scope, Place place, Sealed sealed, String key) {
    var context = KmsContext.of(scope, place);
    var text = SealedText.parse(sealed.text());
    var moved = reencrypt(context, sealed.key(), text.blob(), key);
    return new Sealed(text.with(moved).toString(), key);
  }

  private byte[] reencrypt(KmsContext context, String from, byte[] blob, String to) {
    return orCannotOpen(
            () ->
                kms.reEncrypt(
                    r ->
                        r.sourceKeyId(from)
                            .sourceEncryptionContext(context.members())
                            .destinationKeyId(to)
                            .destinationEncryptionContext(context.members())
                            .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(blob))))
        .ciphertextBlob()
        .asByteArrayUnsafe();
  }

  /** KMS has many words for no; a service that does not answer is not one of them. */
  private <T> T orCannotOpen(Supplier<T> call) {
    try {
      return repeating.call(call);
    } catch (KmsException e) {
      if (Repeating.isPassing(e)) {
        throw e;
      }
      throw new CannotOpen();
    }
  }
}
