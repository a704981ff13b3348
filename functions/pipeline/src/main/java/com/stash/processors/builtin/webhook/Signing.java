package com.stash.processors.builtin.webhook;

import com.stash.credentials.Secret;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a message: {@code v1,} and the Base64 of HMAC-SHA-256 over {@code id.timestamp.body}. The
 * secret is {@code whsec_} and the Base64 of 24 to 64 bytes.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
final class Signing {
  private static final byte[] PREFIX = "whsec_".getBytes(StandardCharsets.US_ASCII);
  private static final int LEAST = 24;
  private static final int MOST = 64;

  private Signing() {}

  /** Returns the signature, or what is wrong with the secret. */
  static Outcome<String> sign(Secret secret, String id, long timestamp, byte[] body) {
    var text = secret.bytes();
    if (!Arrays.equals(text, 0, Math.min(PREFIX.length, text.length), PREFIX, 0, PREFIX.length)) {
      return unfit();
    }
    var encoded = Arrays.copyOfRange(text, PREFIX.length, text.length);
    byte[] key = {};
    try {
      key = Base64.getDecoder().decode(encoded);
      return key.length < LEAST || key.length > MOST
          ? unfit()
          : Outcome.done("v1," + Base64.getEncoder().encodeToString(mac(key, id, timestamp, body)));
    } catch (IllegalArgumentException e) {
      return unfit();
    } finally {
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] mac(byte[] key, String id, long timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static Outcome<String> unfit() {
    return Outcome.refused(
        Refusal.of(
            Refusal.Kind.INVALID,
            "webhook_secret_unfit",
            "The credential %s must be whsec_ and the Base64 of 24 to 64 bytes. Rotate it to such a value."
                .formatted(Webhook.SECRET)));
  }
}
