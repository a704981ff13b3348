package com.stash.local.packages;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** The package of one module, unpacked as Lambda unpacks it. */
final class Packaged {
  private final Path folder;

  private Packaged(Path folder) {
    this.folder = folder;
  }

  /** Returns where Maven puts a module's package. */
  static Path zip(String module) {
    return Path.of("../functions/%s/target/stash-%s-lambda.zip".formatted(module, module));
  }

  static Packaged unpack(String module, Path folder) throws IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(zip(module)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return new Packaged(folder);
  }

  /**
   * What came of a start.
   *
   * @param out what was logged, and as the last line the answer
   * @param loaded how many classes were loaded
   */
  record Result(int status, String out, long loaded) {
    JsonNode answer() {
      var lines = out.lines().toList();
      return Json.parse(lines.getLast().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Starts a function with these variables, and hands it an event's file, if there is one. */
  Result start(String handler, Map<String, String> variables, Path... event)
      throws IOException, InterruptedException {
    var log = Files.createTempFile(folder, "loaded", ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Lambda's own choice for a function's start.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Xlog:class+load:file=" + log);
    command.addAll(List.of("-cp", "%s:%s/lib/*:target/test-classes".formatted(folder, folder)));
    command.addAll(List.of(Started.class.getName(), handler));
    Stream.of(event).map(Path::toString).forEach(command::add);
    var building = new ProcessBuilder(command).redirectErrorStream(true);
    building.environment().clear();
    building.environment().putAll(variables);
    var process = building.start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(handler + " does not end: " + out);
    }
    try (var lines = Files.lines(log)) {
      return new Result(process.exitValue(), out, lines.filter(l -> l.contains("source:")).count());
    }
  }
}
