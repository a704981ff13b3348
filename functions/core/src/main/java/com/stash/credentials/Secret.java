package com.stash.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret's plain bytes for as long as they are needed. It is wiped on close and never printed;
 * whoever keeps it too long finds an error, not zeros.
 */
public final class Secret implements AutoCloseable {
  private static final int LONG_ENOUGH_TO_SHOW = 12;
  private static final int SHOWN = 4;

  private final byte[] bytes;
  private volatile boolean closed;

  /** Takes the bytes over: the caller keeps no copy. */
  public Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes themselves; throws {@link IllegalStateException} after {@link #close}. */
  public byte[] bytes() {
    if (closed) {
      throw new IllegalStateException("the secret is closed: take what is needed before");
    }
    return bytes;
  }

  /** Returns the last four characters of a text of twelve or more; {@code null} for others. */
  @Nullable String lastFour() {
    var text = bytes();
    int characters = 0;
    int from = text.length;
    for (int i = text.length - 1; i >= 0; i--) {
      if ((text[i] & 0xc0) != 0x80) {
        characters++;
        from = characters <= SHOWN ? i : from;
      }
    }
    var shown = new String(text, from, text.length - from, StandardCharsets.UTF_8);
    var plain = shown.codePoints().noneMatch(Secret::isUnsafe);
    return characters >= LONG_ENOUGH_TO_SHOW && plain ? shown : null;
  }

  /** Controls, also those that turn the direction of text, are not for a screen. */
  private static boolean isUnsafe(int character) {
    return character == 0xfffd
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
