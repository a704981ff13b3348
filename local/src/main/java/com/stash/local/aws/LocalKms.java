package com.stash.local.aws;

import static java.util.Objects.requireNonNullElse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandResponse;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;

/**
 * KMS in this process over Tink's AES-256-GCM, the encryption context as associated data. A
 * ciphertext is one byte with the number of the key's material, the key's id in 36 ASCII letters
 * and Tink's output; errors are those AWS gives.
 */
final class LocalKms implements KmsClient {
  private static final int HEADER = 1 + 36;
  private static final int LONGEST_PLAINTEXT = 4096;

  /** As many as AWS allows on demand. */
  private static final int MOST_ROTATIONS = 25;

  private final KeyRing keys;
  private final SecureRandom random;

  LocalKms(KeyRing keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public CreateKeyResponse createKey(CreateKeyRequest request) {
    var key = keys.create(requireNonNullElse(request.description(), ""));
    return CreateKeyResponse.builder().keyMetadata(metadata(key)).build();
  }

  @Override
  public synchronized CreateAliasResponse createAlias(CreateAliasRequest request) {
    requireAlias(request.aliasName());
    if (keys.find(request.aliasName()).isPresent()) {
      throw KmsErrors.alreadyExists(request.aliasName());
    }
    name(found(request.targetKeyId()), request.aliasName());
    return CreateAliasResponse.builder().build();
  }

  /** The new key has the alias before the old one loses it: a cut between leaves no alias lost. */
  @Override
  public synchronized UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
    var alias = request.aliasName();
    requireAlias(alias);
    found(alias);
    var target = found(request.targetKeyId());
    name(target, alias);
    for (var key : keys.all()) {
      if (!key.id().equals(target.id()) && key.aliases().contains(alias)) {
        var aliases = new HashSet<>(key.aliases());
        aliases.remove(alias);
        keys.keep(key.with(aliases));
      }
    }
    return UpdateAliasResponse.builder().build();
  }

  private static void requireAlias(String name) {
    if (!name.startsWith("alias/")) {
      throw KmsErrors.validation("an alias begins with alias/");
    }
  }

  private void name(KmsKey key, String alias) {
    var aliases = new HashSet<>(key.aliases());
    aliases.add(alias);
    keys.keep(key.with(aliases));
  }

  @Override
  public ListKeysResponse listKeys(ListKeysRequest request) {
    return ListKeysResponse.builder()
        .keys(
            keys.all().stream()
                .map(key -> KeyListEntry.builder().keyId(key.id()).keyArn(key.arn()).build())
                .toList())
        .truncated(false)
        .build();
  }

  /** Adds material to a key, which from then on encrypts; all that was before still opens. */
  @Override
  public synchronized RotateKeyOnDemandResponse rotateKeyOnDemand(
      RotateKeyOnDemandRequest request) {
    var key = usable(request.keyId());
    if (key.number() > MOST_ROTATIONS) {
      throw KmsErrors.limitExceeded("a key is rotated on demand 25 times at most");
    }
    keys.keep(key.with(keys.material()));
    return RotateKeyOnDemandResponse.builder().keyId(key.id()).build();
  }

  @Override
  public ListKeyRotationsResponse listKeyRotations(ListKeyRotationsRequest request) {
    var key = found(request.keyId());
    return ListKeyRotationsResponse.builder()
        .rotations(
            key.materials().stream()
                .skip(1)
                .map(
                    material ->
                        RotationsListEntry.builder()
                            .keyId(key.id())
                            .rotationDate(material.since())
                            .rotationType(RotationType.ON_DEMAND)
                            .build())
                .toList())
        .truncated(false)
        .build();
  }

  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    return DescribeKeyResponse.builder().keyMetadata(metadata(found(request.keyId()))).build();
  }

  @Override
  public synchronized DisableKeyResponse disableKey(DisableKeyRequest request) {
    keys.keep(found(request.keyId()).with(false));
    return DisableKeyResponse.builder().build();
  }

  @Override
  public synchronized EnableKeyResponse enableKey(EnableKeyRequest request) {
    keys.keep(found(request.keyId()).with(true));
    return EnableKeyResponse.builder().build();
  }

  @Override
  public EncryptResponse encrypt(EncryptRequest request) {
    var key = usable(request.keyId());
    var plaintext = request.plaintext().asByteArray();
    if (plaintext.length == 0 || plaintext.length > LONGEST_PLAINTEXT) {
      throw KmsErrors.validation("the plaintext has 1 to 4,096 bytes");
    }
    return EncryptResponse.builder()
        .keyId(key.arn())
        .ciphertextBlob(seal(key, plaintext, request.encryptionContext()))
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  @Override
  public DecryptResponse decrypt(DecryptRequest request) {
    var blob = request.ciphertextBlob().asByteArray();
    var key = keyOf(blob, request.keyId());
    return DecryptResponse.builder()
        .keyId(key.arn())
        .plaintext(SdkBytes.fromByteArray(open(key, blob, request.encryptionContext())))
        .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
        .build();
  }

  @Override
  public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
    var key = usable(request.keyId());
    var plaintext = new byte[dataKeyBytes(request)];
    random.nextBytes(plaintext);
    return GenerateDataKeyResponse.builder()
        .keyId(key.arn())
        .plaintext(SdkBytes.fromByteArray(plaintext))
        .ciphertextBlob(seal(key, plaintext, request.encryptionContext()))
        .build();
  }

  @Override
  public ReEncryptResponse reEncrypt(ReEncryptRequest request) {
    var blob = request.ciphertextBlob().asByteArray();
    var source = keyOf(blob, request.sourceKeyId());
    var plaintext = open(source, blob, request.sourceEncryptionContext());
    var destination = usable(request.destinationKeyId());
    return ReEncryptResponse.builder()
        .sourceKeyId(source.arn())
        .keyId(destination.arn())
        .ciphertextBlob(seal(destination, plaintext, request.destinationEncryptionContext()))
        .build();
  }

  private static int dataKeyBytes(GenerateDataKeyRequest request) {
    if (request.numberOfBytes() != null) {
      if (request.keySpec() != null
          || request.numberOfBytes() < 1
          || request.numberOfBytes() > 1024) {
        throw KmsErrors.validation("give either a key spec or 1 to 1,024 bytes");
      }
      return request.numberOfBytes();
    }
    return switch (request.keySpec()) {
      case AES_256 -> 32;
      case AES_128 -> 16;
      case null, default -> throw KmsErrors.validation("give a key spec or a number of bytes");
    };
  }

  private KmsKey found(String name) {
    return keys.find(name).orElseThrow(() -> KmsErrors.notFound(name));
  }

  private KmsKey usable(String name) {
    var key = found(name);
    if (!key.enabled()) {
      throw KmsErrors.disabled(key.arn());
    }
    return key;
  }

  private KmsKey keyOf(byte[] blob, @Nullable String expected) {
    if (blob.length <= HEADER) {
      throw KmsErrors.invalidCiphertext();
    }
    var id = new String(blob, 1, HEADER - 1, StandardCharsets.US_ASCII);
    var key = keys.find(id).orElseThrow(KmsErrors::invalidCiphertext);
    if (expected != null && !found(expected).id().equals(key.id())) {
      throw KmsErrors.incorrectKey();
    }
    return usable(key.id());
  }

  private static SdkBytes seal(KmsKey key, byte[] plaintext, Map<String, String> context) {
    try {
      int number = key.number();
      var sealed =
          key.cipher(number)
              .orElseThrow()
              .encrypt(plaintext, EncryptionContext.bytes(key.id(), context));
      var blob = new byte[HEADER + sealed.length];
      blob[0] = (byte) number;
      System.arraycopy(key.id().getBytes(StandardCharsets.US_ASCII), 0, blob, 1, HEADER - 1);
      System.arraycopy(sealed, 0, blob, HEADER, sealed.length);
      return SdkBytes.fromByteArray(blob);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] open(KmsKey key, byte[] blob, Map<String, String> context) {
    try {
      return key.cipher(Byte.toUnsignedInt(blob[0]))
          .orElseThrow(KmsErrors::invalidCiphertext)
          .decrypt(
              Arrays.copyOfRange(blob, HEADER, blob.length),
              EncryptionContext.bytes(key.id(), context));
    } catch (GeneralSecurityException e) {
      throw KmsErrors.invalidCiphertext();
    }
  }

  private static KeyMetadata metadata(KmsKey key) {
    return KeyMetadata.builder()
        .keyId(key.id())
        .arn(key.arn())
        .description(key.description())
        .creationDate(key.created())
        .enabled(key.enabled())
        .keyState(key.enabled() ? KeyState.ENABLED : KeyState.DISABLED)
        .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
        .keySpec(KeySpec.SYMMETRIC_DEFAULT)
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
