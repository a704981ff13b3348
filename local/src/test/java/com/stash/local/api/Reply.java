package com.stash.local.api;

import com.fasterxml.jackson.databind.JsonNode;

/** What the API answered. */
record Reply(int status, JsonNode headers, JsonNode body) {
  String header(String name) {
    return headers.path(name).asText();
  }

  String text(String member) {
    return body.path(member).asText();
  }

  JsonNode items() {
    return body.path("items");
  }

  String etag() {
    return header("etag");
  }
}
