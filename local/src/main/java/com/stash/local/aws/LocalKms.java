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
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/**
 * KMS in this process over Tink's AES-256-GCM, the encryption context as associated data. A
 * ciphertext is one version byte, the key's id in 36 ASCII letters and Tink's output; errors are
 * those AWS gives.
 */
final class LocalKms implements KmsClient {
  private static final byte VERSION = 1;
  private static final int HEADER = 1 + 36;
  private static final int LONGEST_PLAINTEXT = 4096;

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
    if (!request.aliasName().startsWith("alias/")) {
      throw KmsErrors.validation("an alias begins with alias/");
    }
    if (keys.find(request.aliasName()).isPresent()) {
      throw KmsErrors.alreadyExists(request.aliasName());
    }
    var key = found(request.targetKeyId());
    var aliases = new HashSet<>(key.aliases());
    aliases.add(request.aliasName());
    keys.keep(key.with(aliases));
    return CreateAliasResponse.builder().build();
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
    if (blob.length <= HEADER || blob[0] != VERSION) {
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
      var sealed = key.cipher().encrypt(plaintext, EncryptionContext.bytes(key.id(), context));
      var blob = new byte[HEADER + sealed.length];
      blob[0] = VERSION;
      System.arraycopy(key.id().getBytes(StandardCharsets.US_ASCII), 0, blob, 1, HEADER - 1);
      System.arraycopy(sealed, 0, blob, HEADER, sealed.length);
      return SdkBytes.fromByteArray(blob);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] open(KmsKey key, byte[] blob, Map<String, String> context) {
    try {
      return key.cipher()
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
