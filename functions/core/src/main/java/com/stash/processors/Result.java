package com.stash.processors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Refusal;
import java.time.Duration;

/** What came of a step. */
public sealed interface Result {
  /**
   * The work is done.
   *
   * @param output valid against the processor's output schema
   * @param units how many of the pricing unit were used, at least 0
   */
  record Done(ObjectNode output, long units) implements Result {
    public Done {
      if (units < 0) {
        throw new IllegalArgumentException("units cannot be negative");
      }
    }
  }

  /**
   * The work cannot be done; trying again without a change gives the same.
   *
   * @param code stable, {@code snake_case}, for example {@code encrypted_document}
   * @param message what went wrong and what to do, without the document's text or any secret
   */
  record Refused(ErrorClass kind, String code, String message) implements Result {
    public Refused {
      if (kind == ErrorClass.TRANSIENT) {
        throw new IllegalArgumentException("a transient failure is Later, not Refused");
      }
    }

    /** Returns a refusal that somebody mends by changing what is configured. */
    public static Refused configuration(Refusal refusal) {
      return new Refused(ErrorClass.CONFIGURATION, refusal.code(), refusal.message());
    }
  }

  /** The work could not be done now; {@code pause} is the shortest wait that makes sense. */
  record Later(String code, String message, Duration pause) implements Result {}
}
