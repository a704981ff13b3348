package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;

/**
 * Checks {@code data} under {@code schema}, JSON Schema 2020-12. It runs in a child because a
 * tenant's schema can be made to take for ever; references outside of it are not followed.
 */
final class SchemaChecking {
  private static final int MOST_ERRORS = 50;
  private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$schema");
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  ObjectNode check(ObjectNode request) throws Fault.Found {
    var schema = compile(request.required("schema"));
    var reply = JsonNodeFactory.instance.objectNode();
    var errors = reply.putArray("errors");
    schema.validate(request.required("data")).stream()
        .limit(MOST_ERRORS)
        .forEach(error -> errors.add(json(error)));
    return reply;
  }

  private static Schema compile(JsonNode schema) throws Fault.Found {
    for (var keyword : REFERENCES) {
      for (var reference : schema.findValues(keyword)) {
        if (reference.isTextual() && !local(reference.asText())) {
          throw new Fault.Found(Fault.INVALID_SCHEMA);
        }
      }
    }
    try {
      var compiled = registry().getSchema(schema);
      compiled.validate(JsonNodeFactory.instance.objectNode());
      return compiled;
    } catch (RuntimeException e) {
      throw new Fault.Found(Fault.INVALID_SCHEMA);
    }
  }

  private static boolean local(String reference) {
    return reference.startsWith("#") || reference.equals(DIALECT);
  }

  private static SchemaRegistry registry() {
    var config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(
                expression -> {
                  var pattern = Pattern.compile(expression);
                  return value -> pattern.matcher(value).find();
                })
            .build();
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
  }

  private static ObjectNode json(Error error) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pointer", Tidy.line(error.getInstanceLocation().toString()))
        .put("message", Tidy.line(error.getMessage()));
  }
}
