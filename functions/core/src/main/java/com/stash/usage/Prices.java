package com.stash.usage;

import com.stash.kernel.MicroCredits;

/**
 * What is not a processor's to price. A processor's price is in its definition and its cost in its
 * execution.
 */
public record Prices(String version, MicroCredits perUpload, MicroCredits perStoredMebibyte) {
  public static final Prices CURRENT =
      new Prices("2026-11", new MicroCredits(1_000), new MicroCredits(500));

  /** Returns the cost of keeping bytes, each begun mebibyte counted whole. */
  public MicroCredits ofStoring(long bytes) {
    return perStoredMebibyte.times(Math.ceilDiv(bytes, 1L << 20));
  }
}
