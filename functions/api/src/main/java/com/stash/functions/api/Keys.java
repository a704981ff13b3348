package com.stash.functions.api;

import com.stash.kernel.Ids;
import java.util.regex.Pattern;

/** The shapes of the keys that lists go on from. */
final class Keys {
  /** One id. */
  static final Pattern ID = Pattern.compile("[0-7][0-9A-Z]{25}");

  private Keys() {}

  /** Returns the shape of an id below a prefix, for example a document below its campaign. */
  static Pattern below(String prefix) {
    return Pattern.compile(Pattern.quote(prefix + "#") + "[0-7][0-9A-Z]{" + (Ids.LENGTH - 1) + "}");
  }
}
