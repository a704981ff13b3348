package com.stash.functions.api;

import com.stash.kernel.Json;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on: base64url of {@code {"k": last key, "f": which list}}. It is opaque to
 * clients and no secret: what it says is checked, and read under the caller's own scope.
 *
 * @param key the last key of the page before
 * @param list what the page before was a page of
 */
record Cursor(String key, String list) {
  String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.bytes(Json.object().put("k", key).put("f", list)));
  }

  /** Reads what {@link #encode} wrote; what parses prints as it was. */
  static Optional<Cursor> decode(String text) {
    try {
      var json = Json.parse(Base64.getUrlDecoder().decode(text));
      var cursor = new Cursor(json.path("k").asText(), json.path("f").asText());
      return cursor.encode().equals(text) ? Optional.of(cursor) : Optional.empty();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
