package com.stash.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An expected "no": what is wrong, where, and what to do.
 *
 * @param code stable, {@code snake_case}; clients may switch on it
 * @param message one or two sentences for a person, without secrets
 * @param field the JSON pointer or parameter that is wrong, where there is one
 * @param retryAfter when to try again, where that is known
 */
public record Refusal(
    Kind kind, String code, String message, @Nullable String field, @Nullable Duration retryAfter) {
  public Refusal(Kind kind, String code, String message, @Nullable String field) {
    this(kind, code, message, field, null);
  }

  /** The meanings of a refusal, one for each answer a client can tell apart. */
  public enum Kind {
    INVALID,
    UNPAID,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    STALE,
    TOO_LARGE,
    UNSUPPORTED_TYPE,
    MISMATCH,
    PRECONDITION_MISSING,
    TOO_MANY,
    UNAVAILABLE
  }

  /** Returns the refusal with when it makes sense to try again. */
  public Refusal after(Duration pause) {
    return new Refusal(kind, code, message, field, pause);
  }

  public static Refusal of(Kind kind, String code, String message) {
    return new Refusal(kind, code, message, null);
  }

  /** The one answer for what does not exist and for what belongs to somebody else. */
  public static Refusal notFound() {
    return of(Kind.NOT_FOUND, "not_found", "There is nothing here. Check the ids in the address.");
  }

  public static Refusal invalid(String field, String message) {
    return new Refusal(Kind.INVALID, "invalid_request", message, field);
  }

  public static Refusal stale() {
    return of(
        Kind.STALE,
        "stale_version",
        "It was changed meanwhile. Read it again and retry with its ETag.");
  }

  public static Refusal wrongState(String what, State<?> state) {
    return of(Kind.CONFLICT, "wrong_state", what + " is " + state.wire() + ".");
  }
}
