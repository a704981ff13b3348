package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.credentials.Secret;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the bodies of requests on credentials have in common. */
final class CredentialBodies {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private CredentialBodies() {}

  /** Returns when the value is over; {@link Instant#MAX} for never. */
  static Outcome<Instant> expiry(JsonNode body) {
    var node = body.path("expiresAt");
    try {
      return Outcome.done(node.isTextual() ? Instant.parse(node.asText()) : Instant.MAX);
    } catch (DateTimeException e) {
      return Outcome.refused(Refusal.invalid("/expiresAt", "There is no such time."));
    }
  }

  static @Nullable Secret secret(JsonNode body) {
    var value = body.path("value");
    return value.isTextual() ? new Secret(value.asText().getBytes(StandardCharsets.UTF_8)) : null;
  }

  static Duration grace(JsonNode body) {
    return Duration.ofSeconds(body.path("graceSeconds").asLong(DAY));
  }
}
