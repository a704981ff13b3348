package com.stash.local.aws;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;

/** One local KMS key. The cipher holds its material; nothing prints it. */
record KmsKey(
    String id,
    String description,
    Instant created,
    boolean enabled,
    Set<String> aliases,
    KeyMaterial material) {
  KmsKey {
    aliases = Set.copyOf(aliases);
  }

  /** 256 bits of AES and the cipher over them. */
  static final class KeyMaterial {
    private final byte[] bytes;
    private final Aead cipher;

    KeyMaterial(byte[] bytes) throws GeneralSecurityException {
      if (bytes.length != 32) {
        throw new GeneralSecurityException("the key is not 256 bits long");
      }
      this.bytes = bytes.clone();
      this.cipher = new AesGcmJce(this.bytes);
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  Aead cipher() {
    return material.cipher;
  }

  String arn() {
    return "arn:aws:kms:us-east-1:000000000000:key/" + id;
  }

  KmsKey with(boolean nowEnabled) {
    return new KmsKey(id, description, created, nowEnabled, aliases, material);
  }

  KmsKey with(Set<String> newAliases) {
    return new KmsKey(id, description, created, enabled, newAliases, material);
  }
}
