package com.stash.store;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;

/**
 * Encrypts a value under its own data key: AES-256-GCM by Tink, a random nonce of 12 bytes before
 * the ciphertext and a tag of 16 after it, the context as associated data.
 *
 * @see <a href="https://developers.google.com/tink/aead">Tink, authenticated encryption</a>
 */
final class Envelope {
  private Envelope() {}

  static byte[] encrypt(byte[] dataKey, byte[] plain, KmsContext context) {
    try {
      return new AesGcmJce(dataKey).encrypt(plain, context.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is missing", e);
    }
  }

  /** Throws when the ciphertext, the key or the context is not the one it was encrypted with. */
  static byte[] decrypt(byte[] dataKey, byte[] encrypted, KmsContext context)
      throws GeneralSecurityException {
    return new AesGcmJce(dataKey).decrypt(encrypted, context.bytes());
  }
}
