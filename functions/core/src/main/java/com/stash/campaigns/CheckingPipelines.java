package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.JsonSchema;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Definition;
import com.stash.processors.ProcessorSwitches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a pipeline whole: known processors, configurations valid against their schemas, steps that
 * depend on earlier ones only, and references to fields that the earlier steps really put out.
 */
public final class CheckingPipelines {
  private final BuiltInProcessors processors;
  private final ProcessorSwitches switches;

  public CheckingPipelines(BuiltInProcessors processors, ProcessorSwitches switches) {
    this.processors = processors;
    this.switches = switches;
  }

  /** Returns the pipeline, or the first fault with its place. */
  public Outcome<Pipeline> check(JsonNode json) {
    Pipeline pipeline;
    try {
      pipeline = Pipeline.parse(json);
    } catch (IllegalArgumentException e) {
      return refused("/pipeline", e);
    }
    if (pipeline.steps().isEmpty() || pipeline.steps().size() > Pipeline.MOST_STEPS) {
      return invalid(
          "/pipeline/steps", "A pipeline has 1 to %d steps.".formatted(Pipeline.MOST_STEPS));
    }
    var earlier = new LinkedHashMap<String, Definition>();
    for (int i = 0; i < pipeline.steps().size(); i++) {
      var step = pipeline.steps().get(i);
      var fault = fault(step, earlier, "/pipeline/steps/" + i);
      if (fault.isPresent()) {
        return Outcome.refused(fault.get());
      }
      earlier.put(step.id(), processors.find(step.processor()).orElseThrow());
    }
    return Outcome.done(pipeline);
  }

  private Optional<Refusal> fault(Step step, Map<String, Definition> earlier, String place) {
    var definition = processors.find(step.processor());
    if (definition.isEmpty()) {
      return fault(place + "/processor", "There is no processor " + step.processor() + ".");
    }
    if (!switches.isOn(step.processor())) {
      return fault(place + "/processor", step.processor() + " is switched off. Take another one.");
    }
    if (earlier.containsKey(step.id())) {
      return fault(place + "/id", "Two steps have the id " + step.id() + ".");
    }
    for (var needed : step.dependsOn()) {
      if (!earlier.containsKey(needed)) {
        return fault(
            place + "/dependsOn", "There is no step " + needed + " before " + step.id() + ".");
      }
    }
    var template = new Template(step.config());
    try {
      for (var reference : template.placeholders()) {
        var fault = fault(reference, earlier, place + "/config");
        if (fault.isPresent()) {
          return fault;
        }
      }
    } catch (IllegalArgumentException e) {
      return fault(place + "/config", e.getMessage() + ".");
    }
    var when = step.when();
    if (when != null) {
      var fault = fault(when.field(), earlier, place + "/when");
      if (fault.isPresent()) {
        return fault;
      }
    }
    return configFault(step, template, earlier, definition.get(), place);
  }

  private static Optional<Refusal> fault(
      Placeholder reference, Map<String, Definition> earlier, String place) {
    var source = earlier.get(reference.step());
    if (source == null) {
      return fault(place, "{{" + reference + "}} names no earlier step.");
    }
    JsonNode schema = source.outputSchema();
    for (var name : reference.path()) {
      var closed = schema.has("properties") && !schema.path("additionalProperties").isObject();
      var scalar = !schema.path("type").asText("object").equals("object");
      if (scalar || (closed && !schema.path("properties").has(name))) {
        return fault(place, "{{" + reference + "}}: " + source.ref() + " puts out no such field.");
      }
      schema = member(schema, name);
    }
    return Optional.empty();
  }

  private static JsonNode member(JsonNode schema, String name) {
    var properties = schema.path("properties");
    return properties.has(name) ? properties.path(name) : schema.path("additionalProperties");
  }

  /** Checks the configuration with sample values, made from the output schemas, put in. */
  private static Optional<Refusal> configFault(
      Step step, Template template, Map<String, Definition> earlier, Definition own, String place) {
    var samples = new LinkedHashMap<String, JsonNode>();
    earlier.forEach((id, definition) -> samples.put(id, sample(definition.outputSchema())));
    for (var reference : template.placeholders()) {
      var source = earlier.get(reference.step());
      if (source != null && samples.get(reference.step()) instanceof ObjectNode output) {
        addSample(output, source.outputSchema(), reference.path());
      }
    }
    return JsonSchema.of(own.configSchema()).check(template.fill(samples)).stream()
        .findFirst()
        .flatMap(
            problem ->
                fault(
                    place + "/config" + problem.pointer(),
                    "For " + step.processor() + ": " + problem.message() + "."));
  }

  /** Adds the sample of a member whose name the schema leaves open. */
  private static void addSample(ObjectNode target, JsonNode schema, List<String> path) {
    if (path.isEmpty()) {
      return;
    }
    var inner = member(schema, path.getFirst());
    if (!target.has(path.getFirst())) {
      target.set(path.getFirst(), sample(inner));
    }
    if (path.size() > 1) {
      var below =
          target.get(path.getFirst()) instanceof ObjectNode object
              ? object
              : target.putObject(path.getFirst());
      addSample(below, inner, path.subList(1, path.size()));
    }
  }

  private static JsonNode sample(JsonNode schema) {
    var type = schema.path("type").asText();
    return switch (type) {
      case "object" -> {
        var result = Json.object();
        schema
            .path("properties")
            .properties()
            .forEach(p -> result.set(p.getKey(), sample(p.getValue())));
        yield result;
      }
      case "array" -> Json.array();
      case "integer", "number" -> Json.object().numberNode(schema.path("minimum").asLong(0));
      case "boolean" -> Json.object().booleanNode(true);
      default -> Json.object().textNode("x");
    };
  }

  private static Optional<Refusal> fault(String field, String message) {
    return Optional.of(Refusal.invalid(field, message));
  }

  private static Outcome<Pipeline> invalid(String field, String message) {
    return Outcome.refused(Refusal.invalid(field, message));
  }

  private static Outcome<Pipeline> refused(String field, IllegalArgumentException e) {
    return invalid(field, e.getMessage() + ".");
  }
}
