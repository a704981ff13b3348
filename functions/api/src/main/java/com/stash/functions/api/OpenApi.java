package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An OpenAPI document as a JSON tree.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1.1</a>
 */
record OpenApi(JsonNode root) {
  private static final int DEEPEST = 30;

  /** Reads a YAML document on the class path. */
  static OpenApi read(String resource) {
    try (var in = OpenApi.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + resource);
      }
      return new OpenApi(tree(new Load(LoadSettings.builder().build()).loadFromInputStream(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /**
   * Returns a part of the document with every reference replaced by what it points to; members
   * beside a reference are kept and win. A schema that contains itself is refused.
   */
  JsonNode resolved(JsonNode node) {
    return resolved(node, 0);
  }

  private JsonNode resolved(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalStateException("a reference in the contract leads to itself");
    }
    if (node.isArray()) {
      var result = Json.array();
      node.forEach(element -> result.add(resolved(element, depth + 1)));
      return result;
    }
    if (!node.isObject()) {
      return node;
    }
    var result = Json.object();
    if (node.path("$ref").isTextual()) {
      result.setAll((ObjectNode) resolved(target(node.path("$ref").asText()), depth + 1));
    }
    for (var member : node.properties()) {
      if (!member.getKey().equals("$ref")) {
        result.set(member.getKey(), resolved(member.getValue(), depth + 1));
      }
    }
    return result;
  }

  private JsonNode target(String reference) {
    var target = root.at(reference.substring(1));
    if (!reference.startsWith("#/") || !target.isObject()) {
      throw new IllegalStateException("the contract has nothing at " + reference);
    }
    return target;
  }

  private static JsonNode tree(@Nullable Object value) {
    var make = JsonNodeFactory.instance;
    return switch (value) {
      case Map<?, ?> map -> {
        var node = make.objectNode();
        map.forEach((name, member) -> node.set(String.valueOf(name), tree(member)));
        yield node;
      }
      case List<?> list -> {
        var node = make.arrayNode();
        list.forEach(element -> node.add(tree(element)));
        yield node;
      }
      case String text -> make.textNode(text);
      case Boolean flag -> make.booleanNode(flag);
      case Integer number -> make.numberNode(number);
      case Long number -> make.numberNode(number);
      case BigInteger number -> make.numberNode(number);
      case Double number -> make.numberNode(BigDecimal.valueOf(number));
      case null -> make.nullNode();
      default -> throw new IllegalStateException("no JSON: " + value.getClass());
    };
  }
}
