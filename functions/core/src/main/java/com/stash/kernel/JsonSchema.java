package com.stash.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A compiled JSON Schema (draft 2020-12). References to other documents are never fetched.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
public final class JsonSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  public static JsonSchema of(JsonNode schema) {
    return new JsonSchema(REGISTRY.getSchema(schema));
  }

  /** Returns what is wrong with a value, unknown members first; empty when it is valid. */
  public List<Problem> check(JsonNode value) {
    return schema
        .validate(value, context -> context.executionConfig(c -> c.locale(Locale.ROOT)))
        .stream()
        .sorted(Comparator.comparing(e -> !"additionalProperties".equals(e.getKeyword())))
        .map(
            error -> {
              var pointer = error.getInstanceLocation().toString();
              var property = error.getProperty();
              return new Problem(
                  property == null ? pointer : pointer + "/" + property, error.getMessage());
            })
        .toList();
  }

  /**
   * One fault of a value.
   *
   * @param pointer the JSON pointer of the place
   */
  public record Problem(String pointer, String message) {}
}
