package com.stash.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.MicroCredits;
import java.util.List;

/**
 * What a processor promises: the registry row as a pipeline sees it.
 *
 * @param configSchema JSON Schema 2020-12 of a step's {@code config}
 * @param outputSchema JSON Schema 2020-12 of a step's output
 * @param credentialKeys the names of credentials it may resolve
 */
public record Definition(
    ProcessorRef ref,
    Category category,
    String name,
    String description,
    JsonNode configSchema,
    JsonNode outputSchema,
    List<String> credentialKeys,
    Pricing pricing) {

  public Definition {
    credentialKeys = List.copyOf(credentialKeys);
  }

  /**
   * What one unit of a processor's work costs.
   *
   * @param unit for example {@code page} or {@code document}
   */
  public record Pricing(String unit, MicroCredits perUnit) {
    public MicroCredits costOf(long units) {
      return perUnit.times(units);
    }
  }

  /** The kind of work, as shown in lists. */
  public enum Category {
    OCR,
    CLASSIFICATION,
    EXTRACTION,
    VALIDATION,
    ENRICHMENT,
    TRANSFORMATION,
    EXPORT,
    NOTIFICATION
  }
}
