package com.stash.store;

import com.stash.credentials.Sealer.CannotOpen;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a ciphertext is written: {@code d.<KMS ciphertext>} for one that KMS made itself, {@code
 * e.<data key as KMS sealed it>.<AES-GCM ciphertext>} for an envelope; the parts in base 64. What
 * parses prints as it was, so a changed character is never the same ciphertext.
 *
 * @param blob what KMS made: the value itself, or the envelope's data key
 * @param body what the data key encrypted; {@code null} when there is no envelope
 */
@SuppressWarnings("ArrayRecordComponent") // made, read and dropped in one place
record SealedText(byte[] blob, byte @Nullable [] body) {
  static SealedText parse(String text) {
    var parts = text.split("\\.", 4);
    try {
      var parsed =
          switch (parts[0]) {
            case "d" -> new SealedText(decoded(parts[1]), null);
            case "e" -> new SealedText(decoded(parts[1]), decoded(parts[2]));
            default -> throw new CannotOpen();
          };
      if (parsed.toString().equals(text)) {
        return parsed;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // It was changed, as if it parsed to something else.
    }
    throw new CannotOpen();
  }

  SealedText with(byte[] otherBlob) {
    return new SealedText(otherBlob, body);
  }

  @Override
  public String toString() {
    return body == null ? "d." + encoded(blob) : "e." + encoded(blob) + "." + encoded(body);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decoded(String text) {
    return Base64.getDecoder().decode(text);
  }
}
