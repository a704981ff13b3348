package com.stash.tenancy;

import java.util.regex.Pattern;

/**
 * A short unique name: 3 to 63 of {@code [a-z0-9-]}, beginning and ending with a letter or digit.
 * It does not begin like an encoded international name, since it becomes part of a host name.
 */
public record Slug(String value) {
  private static final Pattern SHAPE = Pattern.compile("(?!xn--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  public Slug {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a slug has 3 to 63 lower-case letters, digits and inner hyphens");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
