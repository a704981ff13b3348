package com.stash.credentials;

/**
 * A sealed value.
 *
 * @param text the ciphertext, as its {@link Sealer} writes it
 * @param key the KMS key that it is wrapped by, as KMS names it
 */
public record Sealed(String text, String key) {
  @Override
  public String toString() {
    return "Sealed[" + key + "]";
  }
}
