package com.stash.local.outsiders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine, with a folder to work in and no AWS settings but those given. */
record Program(String name, Path folder, Map<String, String> variables) {
  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** What a program came to: its exit code and all it printed. */
  record Ended(int exit, String printed) {
    /** Returns what it printed; fails unless it went well. */
    String well() {
      assertThat(exit).as(printed).isZero();
      return printed.strip();
    }
  }

  /** Runs it to its end, of which it has minutes, with nothing to read. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
    var output = Files.createTempFile("outsider", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    builder.environment().putAll(variables);
    var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Ended(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
