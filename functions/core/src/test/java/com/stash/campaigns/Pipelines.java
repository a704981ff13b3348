package com.stash.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;

/** JSON and pipelines written with single quotes. */
final class Pipelines {
  private Pipelines() {}

  static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  static Pipeline of(String text) {
    return Pipeline.parse(json(text));
  }
}
