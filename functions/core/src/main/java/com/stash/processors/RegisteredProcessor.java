package com.stash.processors;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.util.Locale;

/**
 * A row of the processor registry: a processor of a tenant's own, or a system one that every tenant
 * reads.
 *
 * @param handler what runs it: {@code built-in}, a Lambda function's ARN, or an HTTPS address
 */
public record RegisteredProcessor(
    Definition definition, String handler, boolean system, Status status, Stamp stamp)
    implements Entity {

  /** Whether new pipelines may name it. */
  public enum Status {
    ACTIVE,
    DEPRECATED,
    DISABLED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String key() {
    return key(definition.ref());
  }

  /** Returns the key of a processor, which sorts by version. */
  public static String key(ProcessorRef ref) {
    return ref.slug() + "@%04d".formatted(ref.version());
  }
}
