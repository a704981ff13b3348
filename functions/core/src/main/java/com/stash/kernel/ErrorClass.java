package com.stash.kernel;

import java.util.Locale;

/** What a failure of work means for trying again. */
public enum ErrorClass {
  /** It may pass by itself: try again later. */
  TRANSIENT,
  /** The same input gives the same failure. */
  PERMANENT,
  /** A limit or the credits are used up. */
  QUOTA,
  /** The campaign or the machine is set up wrongly: a person must act. */
  CONFIGURATION;

  /** The name in items and answers. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ErrorClass parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
