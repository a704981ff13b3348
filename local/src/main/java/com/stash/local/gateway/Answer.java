package com.stash.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the gateway sends: its own short messages, or what a function answered. */
final class Answer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 6 << 20;

  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;

  Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** Makes one of the gateway's own answers. */
  static Answer message(int status, String message) {
    return new Answer(
        status,
        List.of(Map.entry("Content-Type", "application/json")),
        "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8));
  }

  static Answer internalServerError() {
    return message(500, "Internal Server Error");
  }

  /**
   * Reads a function's answer in payload format 2.0. Without a status code the whole answer is the
   * body of a 200; what is no JSON or over 6 MB is a 500.
   */
  static Answer of(byte[] response) {
    if (response.length > LARGEST) {
      return internalServerError();
    }
    try {
      var json = JSON.readTree(response);
      if (!json.isObject() || !json.has("statusCode")) {
        return json.isMissingNode()
            ? internalServerError()
            : new Answer(
                200,
                List.of(Map.entry("Content-Type", "application/json")),
                json.isTextual() ? json.asText().getBytes(StandardCharsets.UTF_8) : response);
      }
      var status = json.path("statusCode").asInt();
      return status < 200 || status > 599
          ? internalServerError()
          : new Answer(status, headers(json), body(json));
    } catch (IOException | IllegalArgumentException e) {
      return internalServerError();
    }
  }

  private static byte[] body(JsonNode json) {
    var text = json.path("body").asText("");
    return json.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Map.Entry<String, String>> headers(JsonNode json) {
    var headers = new ArrayList<Map.Entry<String, String>>();
    json.path("headers")
        .properties()
        .forEach(header -> headers.add(Map.entry(header.getKey(), header.getValue().asText())));
    json.path("cookies").forEach(cookie -> headers.add(Map.entry("Set-Cookie", cookie.asText())));
    if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"))) {
      headers.add(Map.entry("Content-Type", "text/plain;charset=utf-8"));
    }
    return headers;
  }
}
