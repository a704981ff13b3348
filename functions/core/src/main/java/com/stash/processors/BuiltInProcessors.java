package com.stash.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stash.kernel.MicroCredits;
import com.stash.processors.Definition.Category;
import com.stash.processors.Definition.Pricing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions of the processors Stash ships, read once from {@code /processors/*.json} on the
 * class path. They are the system processors: every tenant reads them, none writes them.
 */
public final class BuiltInProcessors {
  /** The price book that the definitions' prices are. */
  public static final String PRICE_VERSION = "2026-11";

  private static final List<String> NAMES =
      List.of(
          "text-extraction@1",
          "ocr@1",
          "classification@1",
          "field-extraction@1",
          "validation@1",
          "export@1",
          "webhook@1");

  private final Map<ProcessorRef, Definition> definitions = new LinkedHashMap<>();

  public BuiltInProcessors(JsonMapper json) {
    for (var name : NAMES) {
      var ref = ProcessorRef.parse(name);
      definitions.put(ref, read(json, ref));
    }
  }

  public Optional<Definition> find(ProcessorRef ref) {
    return Optional.ofNullable(definitions.get(ref));
  }

  public Collection<Definition> all() {
    return List.copyOf(definitions.values());
  }

  private static Definition read(JsonMapper json, ProcessorRef ref) {
    var resource = "/processors/" + ref + ".json";
    try (var in = BuiltInProcessors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + resource);
      }
      return parse(json.readTree(in), ref);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static Definition parse(JsonNode node, ProcessorRef ref) {
    var pricing = node.required("pricing");
    return new Definition(
        ref,
        Category.valueOf(node.required("category").asText().toUpperCase(Locale.ROOT)),
        node.required("name").asText(),
        node.required("description").asText(),
        node.required("configSchema"),
        node.required("outputSchema"),
        node.required("credentialKeys").valueStream().map(JsonNode::asText).toList(),
        new Pricing(
            pricing.required("unit").asText(),
            new MicroCredits(pricing.required("microCreditsPerUnit").asLong())));
  }
}
