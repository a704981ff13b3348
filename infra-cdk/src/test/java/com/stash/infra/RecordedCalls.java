package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The calls that functions were seen making in the run of all of {@code local}'s tests, and those
 * that cannot be seen there, each below its reason. A line is a function, an IAM action and what it
 * is done with: {@code api dynamodb:GetItem documents}.
 */
final class RecordedCalls {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path FRESH = Path.of("../local/target/recorded-calls.txt");

  private RecordedCalls() {}

  /** Returns what was recorded when the rights were last changed. */
  static Set<String> recorded() {
    return new TreeSet<>(lines(RESOURCES.resolve("recorded-calls.txt")));
  }

  /** Returns what this build recorded; empty when not all of local's tests were run in it. */
  static Optional<Set<String>> fresh() {
    return Files.exists(FRESH) ? Optional.of(new TreeSet<>(lines(FRESH))) : Optional.empty();
  }

  /** Returns what cannot be recorded, each with a reason. */
  static Set<String> reasoned() {
    var reasons = new TreeMap<String, String>();
    var reason = "";
    for (var line : lines(RESOURCES.resolve("unrecorded-calls.txt"))) {
      if (line.startsWith("# ")) {
        reason = line.substring(2);
      } else {
        assertThat(reasons.put(line, reason)).as("listed twice: " + line).isNull();
      }
    }
    assertThat(reasons.values()).allSatisfy(r -> assertThat(r).hasSizeGreaterThan(20));
    return reasons.keySet();
  }

  /** Returns what was recorded or is reasoned, as far as it is about some calls. */
  static Set<String> made(Predicate<String> about) {
    var made = new TreeSet<>(recorded());
    made.addAll(reasoned());
    return made.stream().filter(about).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
