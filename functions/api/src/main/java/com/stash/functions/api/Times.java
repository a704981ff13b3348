package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads times in bodies; their shape is the contract's to check. */
final class Times {
  private Times() {}

  static Outcome<Optional<Instant>> read(JsonNode body, String member) {
    var text = body.path(member);
    if (!text.isTextual()) {
      return Outcome.done(Optional.empty());
    }
    try {
      return Outcome.done(Optional.of(Instant.parse(text.asText())));
    } catch (DateTimeException e) {
      return Outcome.refused(Refusal.invalid("/" + member, "There is no such time."));
    }
  }
}
