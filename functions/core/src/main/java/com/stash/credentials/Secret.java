package com.stash.credentials;

import java.util.Arrays;

/**
 * A secret's plain bytes for as long as they are needed. It is wiped on close and never printed.
 */
public final class Secret implements AutoCloseable {
  private final byte[] bytes;

  /** Takes the bytes over: the caller keeps no copy. */
  public Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes themselves; they are zeros after {@link #close}. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
