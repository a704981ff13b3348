package com.stash.identity;

import com.stash.kernel.Ids;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text a client sends: {@code stash_<tenant id>_<key id>_<secret>_<checksum>}, where the secret
 * is 32 random bytes in base64url and the checksum is the CRC-32 of all before it in hexadecimal,
 * so that a mistyped key is refused without a read. It does not print its secret.
 */
public final class ApiKeyText {
  private static final Pattern SHAPE =
      Pattern.compile("stash_([0-9A-Z]{26})_([0-9A-Z]{26})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})");

  private final TenantId tenant;
  private final String keyId;
  private final String secret;

  private ApiKeyText(TenantId tenant, String keyId, String secret) {
    this.tenant = tenant;
    this.keyId = keyId;
    this.secret = secret;
  }

  /** Makes a new key's text. */
  public static ApiKeyText create(TenantId tenant, String keyId, Random random) {
    var secret = new byte[32];
    random.nextBytes(secret);
    return new ApiKeyText(
        tenant,
        Ids.requireUlid(keyId, "key id"),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads a key's text; empty unless its shape and checksum are right. */
  public static Optional<ApiKeyText> parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()
        || !Ids.isUlid(match.group(1))
        || !Ids.isUlid(match.group(2))
        || !checksum(text.substring(0, match.start(4) - 1)).equals(match.group(4))) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiKeyText(new TenantId(match.group(1)), match.group(2), match.group(3)));
  }

  public TenantId tenant() {
    return tenant;
  }

  public String keyId() {
    return keyId;
  }

  public Sha256 secretHash() {
    return Sha256.of(secret);
  }

  /** Returns the whole text, to be shown once to whoever created the key. */
  public String reveal() {
    var body = "stash_" + tenant + "_" + keyId + "_" + secret;
    return body + "_" + checksum(body);
  }

  @Override
  public String toString() {
    return "ApiKeyText[" + keyId + "]";
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return "%08x".formatted(crc.getValue());
  }
}
