package com.stash.infra.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One statement of a policy. */
record Statement(
    boolean denies,
    List<String> actions,
    Optional<List<String>> resources,
    Optional<List<String>> principals,
    List<Condition> conditions) {
  private static final Set<String> ELEMENTS =
      Set.of("Sid", "Effect", "Action", "Resource", "Principal", "Condition");

  static Statement of(JsonNode json) {
    for (var element : json.properties()) {
      if (!ELEMENTS.contains(element.getKey())) {
        throw new NotUnderstood("the element " + element.getKey());
      }
    }
    var effect = json.path("Effect").asText();
    if (!Set.of("Allow", "Deny").contains(effect)) {
      throw new NotUnderstood("the effect " + effect);
    }
    return new Statement(
        effect.equals("Deny"),
        Condition.texts(json.path("Action")),
        Optional.of(json.path("Resource")).filter(r -> !r.isMissingNode()).map(Condition::texts),
        Optional.of(json.path("Principal")).filter(p -> !p.isMissingNode()).map(Statement::roles),
        conditions(json.path("Condition")));
  }

  boolean applies(Request request) {
    return actions.stream()
            .map(action -> new Pattern(action.toLowerCase(Locale.ROOT)))
            .anyMatch(a -> a.matches(request.action().toLowerCase(Locale.ROOT), Map.of(), true))
        && resources.map(all -> any(all, request)).orElse(true)
        && conditions.stream().allMatch(condition -> condition.holds(request.context()));
  }

  private static boolean any(List<String> resources, Request request) {
    return resources.stream()
        .anyMatch(r -> new Pattern(r).matches(request.resource(), request.context(), true));
  }

  private static List<String> roles(JsonNode principal) {
    if (!principal.isObject() || principal.size() != 1 || !principal.has("AWS")) {
      throw new NotUnderstood("the principal " + principal);
    }
    return Condition.texts(principal.path("AWS"));
  }

  private static List<Condition> conditions(JsonNode json) {
    var conditions = new ArrayList<Condition>();
    for (var operator : json.properties()) {
      for (var line : operator.getValue().properties()) {
        conditions.add(
            new Condition(operator.getKey(), line.getKey(), Condition.texts(line.getValue())));
      }
    }
    return conditions;
  }
}
