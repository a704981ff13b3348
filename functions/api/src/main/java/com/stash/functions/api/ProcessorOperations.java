package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Definition;
import java.util.Locale;
import java.util.Map;

/** Processors: list. The list is the same for all and made once. */
final class ProcessorOperations {
  private ProcessorOperations() {}

  static Map<String, Operation> of(BuiltInProcessors processors) {
    var list = Json.object();
    var items = list.putArray("items");
    processors.all().forEach(definition -> items.add(view(definition)));
    var answer = Answer.of(list);
    return Map.of("listProcessors", _ -> answer);
  }

  private static JsonNode view(Definition definition) {
    var view = Json.object();
    view.put("processor", definition.ref().toString());
    view.put("slug", definition.ref().slug());
    view.put("version", definition.ref().version());
    view.put("category", definition.category().name().toLowerCase(Locale.ROOT));
    view.put("name", definition.name());
    view.put("description", definition.description());
    view.set("configSchema", definition.configSchema());
    view.set("outputSchema", definition.outputSchema());
    definition.credentialKeys().forEach(view.putArray("credentialKeys")::add);
    view.putObject("pricing")
        .put("unit", definition.pricing().unit())
        .put("costMicroCredits", definition.pricing().perUnit().value())
        .put("priceVersion", BuiltInProcessors.PRICE_VERSION);
    return view.put("system", true);
  }
}
