package com.stash.store;

import com.stash.credentials.Sealer.CannotOpen;
import java.util.Base64;

/**
 * How a ciphertext is written: {@code e.<data key as KMS wrapped it>.<AES-GCM ciphertext>}, the
 * parts in base 64. What parses prints as it was, so a changed character is never the same
 * ciphertext.
 *
 * @param wrapped the data key
 * @param body what the data key encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // made, read and dropped in one place
record SealedText(byte[] wrapped, byte[] body) {
  private static final String ENVELOPE = "e";

  static SealedText parse(String text) {
    var parts = text.split("\\.", 4);
    if (parts.length == 3 && parts[0].equals(ENVELOPE)) {
      try {
        var parsed = new SealedText(decoded(parts[1]), decoded(parts[2]));
        if (parsed.toString().equals(text)) {
          return parsed;
        }
      } catch (IllegalArgumentException e) {
        // It was changed, as if it parsed to something else.
      }
    }
    throw new CannotOpen();
  }

  SealedText with(byte[] wrappedAgain) {
    return new SealedText(wrappedAgain, body);
  }

  @Override
  public String toString() {
    return ENVELOPE + "." + encoded(wrapped) + "." + encoded(body);
  }

  static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }
}
