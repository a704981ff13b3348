package com.stash.local.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.aws.CannotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Has a command run by the server that holds the data folder, and prints what it prints. */
final class OperatorClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest.Builder request;

  private OperatorClient(HttpRequest.Builder request) {
    this.request = request;
  }

  /** Returns the server of a data folder; empty when none runs there. */
  static Optional<OperatorClient> find(Path data) {
    try {
      var place = Json.parse(Files.readAllBytes(OperatorServer.place(data)));
      var client =
          new OperatorClient(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + place.path("port").asInt() + "/"))
                  .header("Authorization", "Bearer " + place.path("token").asText()));
      return client.answers() ? Optional.of(client) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new CannotStart(OperatorServer.place(data) + " cannot be read.", e);
    }
  }

  /** A server that was killed leaves its file behind. */
  private boolean answers() throws IOException {
    try {
      var nothing = request.copy().POST(BodyPublishers.ofString(body(List.of("--version"), "")));
      return http.send(nothing.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  int run(List<String> arguments, String input, PrintWriter out, PrintWriter err) {
    try {
      var answer =
          http.send(
              request.copy().POST(BodyPublishers.ofString(body(arguments, input))).build(),
              BodyHandlers.ofLines());
      if (answer.statusCode() != 200) {
        throw new CannotStart(
            "The server that holds the data folder refused the command: stop it and run the command"
                + " again.");
      }
      int exit = 2;
      for (var line : (Iterable<String>) answer.body()::iterator) {
        var node = Json.parse(line.getBytes(StandardCharsets.UTF_8));
        print(node.path("out"), out);
        print(node.path("err"), err);
        exit = node.path("exit").asInt(exit);
      }
      return exit;
    } catch (IOException | UncheckedIOException e) {
      throw new CannotStart("The server stopped before the command ended: see what was done.", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void print(JsonNode text, PrintWriter writer) {
    if (text.isTextual()) {
      writer.print(text.asText());
      writer.flush();
    }
  }

  private static String body(List<String> arguments, String input) {
    var body = Json.object();
    body.put("folder", Path.of("").toAbsolutePath().toString()).put("input", input);
    var array = body.putArray("arguments");
    arguments.forEach(array::add);
    return body.toString();
  }

  private static CannotStart interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CannotStart("The command was interrupted.", e);
  }
}
