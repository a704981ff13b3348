package com.stash.local.aws;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One local KMS key. A rotation adds material and keeps what there was, so that everything that was
 * encrypted with it still opens. The ciphers hold the material; nothing prints it.
 *
 * @param materials the oldest first; the newest encrypts
 */
record KmsKey(
    String id,
    String description,
    boolean enabled,
    Set<String> aliases,
    List<KeyMaterial> materials) {
  KmsKey {
    aliases = Set.copyOf(aliases);
    materials = List.copyOf(materials);
    if (materials.isEmpty()) {
      throw new IllegalArgumentException("a key has material");
    }
  }

  /** 256 bits of AES and the cipher over them. */
  static final class KeyMaterial {
    private final byte[] bytes;
    private final Aead cipher;
    private final Instant since;

    KeyMaterial(byte[] bytes, Instant since) throws GeneralSecurityException {
      if (bytes.length != 32) {
        throw new GeneralSecurityException("the key is not 256 bits long");
      }
      this.bytes = bytes.clone();
      this.cipher = new AesGcmJce(this.bytes);
      this.since = since;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    Instant since() {
      return since;
    }
  }

  /** Returns the number of the material that encrypts, counted from 1. */
  int number() {
    return materials.size();
  }

  /** Returns the cipher of a material; empty when the key never had one of that number. */
  Optional<Aead> cipher(int number) {
    return number < 1 || number > materials.size()
        ? Optional.empty()
        : Optional.of(materials.get(number - 1).cipher);
  }

  Instant created() {
    return materials.getFirst().since();
  }

  String arn() {
    return "arn:aws:kms:us-east-1:000000000000:key/" + id;
  }

  KmsKey with(boolean nowEnabled) {
    return new KmsKey(id, description, nowEnabled, aliases, materials);
  }

  KmsKey with(Set<String> newAliases) {
    return new KmsKey(id, description, enabled, newAliases, materials);
  }

  KmsKey with(KeyMaterial newest) {
    var all = new ArrayList<>(materials);
    all.add(newest);
    return new KmsKey(id, description, enabled, aliases, all);
  }
}
