package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A plain client of the API, as a tenant's own program would be. */
final class ApiClient {
  private static final int TOO_MANY = 429;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String key;

  ApiClient(URI endpoint, String key) {
    this.endpoint = endpoint;
    this.key = key;
  }

  JsonNode get(String path) {
    return json(send(request(path).GET().build()));
  }

  JsonNode post(String path, JsonNode body, Map<String, String> headers) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
    headers.forEach(request::header);
    return json(send(request.build()));
  }

  /** Sends bytes to a presigned address and returns the status. */
  int put(URI url, Map<String, String> headers, byte[] bytes) {
    var request =
        HttpRequest.newBuilder(url).timeout(TIMEOUT).PUT(BodyPublishers.ofByteArray(bytes));
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("content-length")) {
            request.header(name, value);
          }
        });
    return send(request.build()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  /** Sends a request, again after the time that the answer asks for when it came too soon. */
  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofByteArray());
      while (answer.statusCode() == TOO_MANY) {
        Thread.sleep(
            Duration.ofSeconds(answer.headers().firstValueAsLong("retry-after").orElse(1)));
        answer = http.send(request, BodyHandlers.ofByteArray());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          response.request().method()
              + " "
              + response.uri().getPath()
              + " answered "
              + response.statusCode()
              + ": "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return Json.parse(response.body());
  }
}
