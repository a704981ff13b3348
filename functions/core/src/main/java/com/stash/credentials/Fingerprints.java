package com.stash.credentials;

import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes fingerprints: 16 hexadecimal digits of PBKDF2 with HMAC-SHA-256 over the value's SHA-256,
 * salted with its tenant, scope and key; the JDK keeps what it is given until its next collection
 * of garbage, so it is not given the value. Equal values of one credential agree, equal values of
 * two do not, and a guess costs as much as making one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018.html#section-5.2">RFC 8018, PBKDF2</a>
 * @param rounds how often the hash is repeated
 */
public record Fingerprints(int rounds) {
  /** About a tenth of a second on a warm instance. */
  public static final Fingerprints SLOW = new Fingerprints(210_000);

  private static final int BITS = 64;

  String of(TenantScope tenant, CredentialScope scope, String name, Secret secret) {
    var salt = Sha256.ofParts("fingerprint", tenant.tenant().value(), scope.toString(), name);
    var characters = Sha256.of(secret.bytes()).hex().toCharArray();
    var spec = new PBEKeySpec(characters, salt.bytes(), rounds, BITS);
    try {
      var hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec);
      return HexFormat.of().formatHex(hash.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }
}
