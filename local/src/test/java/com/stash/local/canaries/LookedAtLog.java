package com.stash.local.canaries;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Keeps what is logged, and looks through it as it comes. */
public final class LookedAtLog extends ByteArrayOutputStream {
  /** So much of what came before is looked at again, as a write may end within a secret. */
  private static final int OVERLAP = 2000;

  private final String name;

  public LookedAtLog(String name) {
    this.name = name;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    super.write(bytes, from, length);
    int begin = Math.max(0, count - length - OVERLAP);
    Canaries.look("log", name, Arrays.copyOfRange(buf, begin, count));
  }
}
