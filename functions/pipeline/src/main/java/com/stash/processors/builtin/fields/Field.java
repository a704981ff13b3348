package com.stash.processors.builtin.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.processors.builtin.expressions.Expression;
import java.util.Optional;

/**
 * A field to find.
 *
 * @param near the label that must stand before it
 * @param ownPattern whether the pattern is the tenant's
 */
record Field(
    String name,
    Kind kind,
    Expression pattern,
    boolean ownPattern,
    Optional<String> near,
    boolean required) {

  static Field of(JsonNode json, boolean monthFirst) {
    var currency = Optional.ofNullable(json.path("currency").textValue());
    var kind = Kind.of(json.path("type").asText(), currency, monthFirst);
    var pattern = Optional.ofNullable(json.path("pattern").textValue());
    return new Field(
        json.path("name").asText(),
        kind,
        pattern.map(Field::withAtMostOneGroup).orElseGet(kind::pattern),
        pattern.isPresent(),
        Optional.ofNullable(json.path("near").textValue()),
        json.path("required").asBoolean());
  }

  private static Expression withAtMostOneGroup(String text) {
    var expression = Expression.of(text);
    if (expression.groups() > 1) {
      throw expression.bad("may have one group; write the others as (?:…)");
    }
    return expression;
  }
}
