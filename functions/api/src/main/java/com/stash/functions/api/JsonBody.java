package com.stash.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a JSON body; what is wrong is said by its place, never by its content. */
final class JsonBody {
  static final int MOST_BYTES = 1 << 20;

  /** What DynamoDB keeps exactly. */
  private static final int MOST_DIGITS = 38;

  private static final int MOST_SCALE = 100;
  private static final Set<String> TYPES =
      Set.of("application/json", "application/json;charset=utf-8");

  private static final String HALF = "A text has half a surrogate pair, which is no character.";

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
      var json = Json.MAPPER.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      return wrong(json)
          .map(wrong -> refused(Kind.INVALID, "malformed_json", wrong))
          .orElseGet(() -> Outcome.done(json));
    } catch (CharacterCodingException e) {
      return refused(Kind.INVALID, "malformed_json", "The body is not UTF-8.");
    } catch (JsonProcessingException e) {
      return malformed(e);
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

  /** Says what would not be kept exactly as it was sent; empty when all would. */
  private static Optional<String> wrong(JsonNode json) {
    if (json.isNumber()) {
      var number = json.decimalValue();
      return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_SCALE
          ? Optional.empty()
          : Optional.of("A number has at most 38 digits and no huge exponent.");
    }
    if (json.isTextual()) {
      return isWhole(json.asText()) ? Optional.empty() : Optional.of(HALF);
    }
    return json.valueStream().flatMap(value -> wrong(value).stream()).findFirst();
  }

  /** An escape can name half a character, which would come out of UTF-8 as a question mark. */
  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static Outcome<JsonNode> refused(Kind kind, String code, String message) {
    return Outcome.refused(Refusal.of(kind, code, message));
  }
}
