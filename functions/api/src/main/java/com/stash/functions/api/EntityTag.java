package com.stash.functions.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** A version as a strong entity tag: its number in quotes, for example {@code "7"}. */
record EntityTag(long version) {
  private static final Pattern SHAPE = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  /** Reads one tag; empty for a weak one, for several, for {@code *} and for anything else. */
  static Optional<EntityTag> parse(String text) {
    var match = SHAPE.matcher(text);
    return match.matches()
        ? Optional.of(new EntityTag(Long.parseLong(match.group(1))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "\"" + version + "\"";
  }
}
