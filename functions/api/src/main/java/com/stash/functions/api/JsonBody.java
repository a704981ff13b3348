package com.stash.functions.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Reads a JSON body; what is wrong is said by its place, never by its content. */
final class JsonBody {
  static final int MOST_BYTES = 1 << 20;

  /** What DynamoDB keeps exactly. */
  private static final int MOST_DIGITS = 38;

  private static final int MOST_SCALE = 100;
  private static final Set<String> TYPES =
      Set.of("application/json", "application/json;charset=utf-8");

  private JsonBody() {}

  static Outcome<JsonNode> read(String contentType, byte[] bytes) {
    if (!TYPES.contains(contentType.replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT))) {
      return refused(
          Kind.UNSUPPORTED_TYPE, "unsupported_media_type", "Send the body as application/json.");
    }
    if (bytes.length > MOST_BYTES) {
      return refused(Kind.TOO_LARGE, "body_too_large", "A body has at most 1 MiB.");
    }
    try {
      var json = Json.MAPPER.readTree(bytes);
      return fits(json)
          ? Outcome.done(json)
          : refused(
              Kind.INVALID,
              "malformed_json",
              "A number has at most 38 digits and no huge exponent.");
    } catch (JsonProcessingException e) {
      return malformed(e);
    } catch (IOException e) {
      return refused(Kind.INVALID, "malformed_json", "The body is not UTF-8.");
    }
  }

  private static Outcome<JsonNode> malformed(JsonProcessingException e) {
    var what =
        e.getOriginalMessage().startsWith("Duplicate")
            ? "A member comes twice in the body"
            : "The body is not JSON";
    var where = e.getLocation();
    return refused(
        Kind.INVALID,
        "malformed_json",
        where == null
            ? what + "."
            : "%s: line %d, column %d.".formatted(what, where.getLineNr(), where.getColumnNr()));
  }

  private static boolean fits(JsonNode json) {
    if (json.isNumber()) {
      var number = json.decimalValue();
      return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_SCALE;
    }
    return json.valueStream().allMatch(JsonBody::fits);
  }

  private static Outcome<JsonNode> refused(Kind kind, String code, String message) {
    return Outcome.refused(Refusal.of(kind, code, message));
  }
}
