package com.stash.identity;

import java.util.regex.Pattern;

/** The right to do one action on one kind of resource, written {@code resource:action}. */
public record Permission(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z-]{2,40}:[a-z-]{2,40}");

  public Permission {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a permission is written resource:action");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
