package com.stash.processors.builtin.parsing;

import java.io.IOException;
import java.io.Writer;

/** Collects text up to a limit, then throws, which ends the parser's work. */
final class BoundedWriter extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private boolean full;

  BoundedWriter(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    var room = limit - text.length();
    text.append(chars, offset, Math.min(room, length));
    if (length > room) {
      full = true;
      throw new IOException("the text's limit is reached");
    }
  }

  /** Whether text was cut off. */
  boolean full() {
    return full;
  }

  String text() {
    return text.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
