package com.stash.usage;

import java.util.Locale;

/** The kinds of usage events. */
public enum UsageType {
  /** A document's bytes came. */
  UPLOAD,
  /** Bytes that are kept. */
  STORAGE,
  /** A processor did a step. */
  PROCESSOR_EXECUTION,
  /** A model was asked. */
  AI_TASK,
  /** Credits were given; its cost is negative. */
  CREDIT_GRANT;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static UsageType parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
