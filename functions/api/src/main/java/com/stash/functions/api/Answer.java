package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an operation answers. */
public sealed interface Answer {
  /** It is done. */
  record Done(int status, Map<String, String> headers, JsonNode body) implements Answer {}

  /** It is refused. */
  record Refused(Refusal refusal) implements Answer {}

  /** There is no answer but a problem. */
  record Failed(Problem problem) implements Answer {}

  /** Returns what has no version: a list, a sum, an address. */
  static Answer of(JsonNode body) {
    return new Done(200, Map.of(), body);
  }

  /** Returns one entity with its version. */
  static Answer entity(JsonNode body, long version) {
    return new Done(200, Map.of("etag", new EntityTag(version).toString()), body);
  }

  /** Returns a new entity with its version and where it can be read. */
  static Answer created(String location, JsonNode body, long version) {
    return new Done(
        201, Map.of("etag", new EntityTag(version).toString(), "location", location), body);
  }

  static Answer refused(Refusal refusal) {
    return new Refused(refusal);
  }

  static <T> Answer of(Outcome<T> outcome, Function<T, Answer> done) {
    return switch (outcome) {
      case Outcome.Done<T>(var value) -> done.apply(value);
      case Outcome.Refused<T>(var refusal) -> refused(refusal);
    };
  }

  /** Returns the answer of what was found, or the one answer of what is not there. */
  static <T> Answer found(Optional<T> found, Function<T, Answer> answer) {
    return found.map(answer).orElseGet(() -> refused(Refusal.notFound()));
  }
}
