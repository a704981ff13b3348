package com.stash.campaigns;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reference to an earlier step's output, written {@code step.field} or {@code step.field.inner}.
 */
public record Placeholder(String step, List<String> path) {
  private static final Pattern SHAPE =
      Pattern.compile("([a-z][a-z0-9_]{0,39})((?:\\.[A-Za-z][A-Za-z0-9_]{0,39}){0,6})");

  public Placeholder {
    path = List.copyOf(path);
  }

  public static Optional<Placeholder> parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var path = match.group(2);
    return Optional.of(
        new Placeholder(
            match.group(1), path.isEmpty() ? List.of() : List.of(path.substring(1).split("\\."))));
  }

  @Override
  public String toString() {
    return path.isEmpty() ? step : step + "." + String.join(".", path);
  }
}
