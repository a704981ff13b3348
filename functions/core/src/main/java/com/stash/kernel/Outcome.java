package com.stash.kernel;

import java.util.function.Function;

/** What a use case returns: the value, or a refusal that is expected. */
public sealed interface Outcome<T> {
  record Done<T>(T value) implements Outcome<T> {}

  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  default <R> Outcome<R> map(Function<T, R> function) {
    return switch (this) {
      case Done<T>(var value) -> done(function.apply(value));
      case Refused<T>(var refusal) -> refused(refusal);
    };
  }

  default <R> Outcome<R> flatMap(Function<T, Outcome<R>> function) {
    return switch (this) {
      case Done<T>(var value) -> function.apply(value);
      case Refused<T>(var refusal) -> refused(refusal);
    };
  }

  /** Returns the value, or throws where a refusal would be a surprise. */
  default T orThrow() {
    return switch (this) {
      case Done<T>(var value) -> value;
      case Refused<T>(var refusal) ->
          throw new IllegalStateException(refusal.code() + ": " + refusal.message());
    };
  }
}
