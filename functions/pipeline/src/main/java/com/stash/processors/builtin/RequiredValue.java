package com.stash.processors.builtin;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** A value that must be there: a field's name, or a JSON pointer (RFC 6901). */
record RequiredValue(String pointer) {

  static RequiredValue of(String nameOrPointer) {
    var pointer =
        nameOrPointer.startsWith("/")
            ? nameOrPointer
            : "/" + nameOrPointer.replace("~", "~0").replace("/", "~1");
    return new RequiredValue(pointer);
  }

  /** Absent, null, a blank text, an empty list and an empty object are all missing. */
  boolean missingIn(JsonNode data) {
    var value = data.at(JsonPointer.compile(pointer));
    return switch (value.getNodeType()) {
      case MISSING, NULL -> true;
      case STRING -> value.asText().isBlank();
      case ARRAY, OBJECT -> value.isEmpty();
      default -> false;
    };
  }
}
