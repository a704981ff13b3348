package com.stash.local.cloud;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.lambda.LocalFunction;
import com.stash.store.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** The files under {@code events}, and handlers that get them as Lambda would give them. */
record Samples(Backend backend) {
  private static final Path EVENTS = Path.of("..", "events");
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** Returns the names of all samples, without the ending. */
  static Set<String> names() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(EVENTS)) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
    }
    return names;
  }

  static JsonNode read(String sample) {
    return Json.parse(bytes(sample));
  }

  JsonNode invoke(RequestHandler<?, ?> handler, String sample) {
    return answer(LocalFunction.of(sample, handler, TIMEOUT, backend.clock()), sample);
  }

  JsonNode invoke(RequestStreamHandler handler, String sample) {
    return answer(LocalFunction.of(sample, handler, TIMEOUT, backend.clock()), sample);
  }

  private static JsonNode answer(LocalFunction function, String sample) {
    var answer = function.invoke(bytes(sample));
    return answer.length == 0 ? Json.object() : Json.parse(answer);
  }

  private static byte[] bytes(String sample) {
    try {
      return Files.readAllBytes(EVENTS.resolve(sample + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
