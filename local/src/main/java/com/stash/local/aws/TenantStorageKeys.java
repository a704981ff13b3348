package com.stash.local.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The S3 keys of tenants' own systems, derived and not stored: the secret is HMAC-SHA256(master
 * secret, tenant id) in base64url.
 */
public final class TenantStorageKeys {
  private static final String PREFIX = "STASH";
  private static final Pattern TENANT_ID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  private static final int SECRET_BYTES = 32;

  private final SecretKeySpec masterSecret;

  private TenantStorageKeys(byte[] masterSecret) {
    this.masterSecret = new SecretKeySpec(masterSecret, "HmacSHA256");
  }

  /** Reads the master secret, or makes it; without a file it lasts as long as the process. */
  static TenantStorageKeys open(@Nullable Path file, SecureRandom random) {
    try {
      if (file != null && Files.exists(file)) {
        var secret = Files.readAllBytes(file);
        if (secret.length != SECRET_BYTES) {
          throw DataFolder.damaged(file, null);
        }
        return new TenantStorageKeys(secret);
      }
      var secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      if (file != null) {
        OwnerOnly.write(file, secret);
      }
      return new TenantStorageKeys(secret);
    } catch (IOException e) {
      throw new CannotStart(
          "%s cannot be read or written: mend its permissions.".formatted(file), e);
    }
  }

  public String accessKey(String tenantId) {
    return PREFIX + checked(tenantId);
  }

  public String secretKey(String tenantId) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(masterSecret);
      var secret = mac.doFinal(checked(tenantId).getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the tenant an access key names, if it is a tenant's. */
  static Optional<String> tenantOf(String accessKey) {
    return Optional.of(accessKey)
        .filter(key -> key.startsWith(PREFIX))
        .map(key -> key.substring(PREFIX.length()))
        .filter(id -> TENANT_ID.matcher(id).matches());
  }

  private static String checked(String tenantId) {
    if (!TENANT_ID.matcher(tenantId).matches()) {
      throw new IllegalArgumentException("not a tenant id");
    }
    return tenantId;
  }
}
