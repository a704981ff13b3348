package com.stash.local.packages;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts a function as Lambda does, by the name of its handler and in a process of its own, and
 * hands it the event in a file, if there is one. It stands on the function's package alone.
 */
final class Started {
  private Started() {}

  @SuppressWarnings("NullAway") // the handlers do not look at the context
  public static void main(String... args) throws Exception {
    var handler = Class.forName(args[0]).getConstructor().newInstance();
    if (args.length > 1 && handler instanceof RequestStreamHandler function) {
      try (var event = Files.newInputStream(Path.of(args[1]))) {
        function.handleRequest(event, System.out, null);
      }
    }
  }
}
