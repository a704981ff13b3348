package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.processors.ProcessorRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a campaign, in an order in which each comes after those it depends on.
 *
 * <p>As JSON: {@code {"steps": [{"id", "processor": "slug@version", "config", "dependsOn", "when",
 * "onError", "timeoutSeconds"}]}}.
 */
public record Pipeline(List<Step> steps) {
  public static final int MOST_STEPS = 20;

  public Pipeline {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a pipeline whose shape the API contract has checked; steps without {@code dependsOn}
   * depend on the one before them. Throws {@link IllegalArgumentException} naming the first fault.
   */
  public static Pipeline parse(JsonNode json) {
    var steps = new ArrayList<Step>();
    for (var node : json.path("steps")) {
      steps.add(step(node, steps.isEmpty() ? List.of() : List.of(steps.getLast().id())));
    }
    return new Pipeline(steps);
  }

  public JsonNode toJson() {
    var result = Json.object();
    var array = result.putArray("steps");
    for (var step : steps) {
      var node = array.addObject();
      node.put("id", step.id());
      node.put("processor", step.processor().toString());
      node.set("config", step.config());
      step.dependsOn().forEach(node.putArray("dependsOn")::add);
      writeCondition(node, step.when());
      node.put("onError", step.onError().wire());
      node.put("timeoutSeconds", step.timeout().toSeconds());
    }
    return result;
  }

  private static Step step(JsonNode node, List<String> before) {
    var dependsOn =
        node.has("dependsOn")
            ? node.get("dependsOn").valueStream().map(JsonNode::asText).toList()
            : before;
    return new Step(
        node.path("id").asText(),
        ProcessorRef.parse(node.path("processor").asText()),
        node.has("config") ? node.get("config") : Json.object(),
        dependsOn,
        readCondition(node.path("when")),
        Step.OnError.parse(node.path("onError").asText("fail")),
        Duration.ofSeconds(node.path("timeoutSeconds").asLong(60)));
  }

  private static @Nullable Condition readCondition(JsonNode when) {
    if (when.isMissingNode()) {
      return null;
    }
    var operator =
        Arrays.stream(Condition.Operator.values())
            .filter(candidate -> when.has(candidate.member()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("when needs equals, lessThan or greaterThan"));
    var field =
        Placeholder.parse(when.path("field").asText())
            .orElseThrow(() -> new IllegalArgumentException("when.field has the form step.field"));
    return new Condition(field, operator, when.required(operator.member()));
  }

  private static void writeCondition(ObjectNode step, @Nullable Condition when) {
    if (when != null) {
      var node = step.putObject("when");
      node.put("field", when.field().toString());
      node.set(when.operator().member(), when.value());
    }
  }
}
