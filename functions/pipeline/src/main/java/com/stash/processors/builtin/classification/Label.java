package com.stash.processors.builtin.classification;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.processors.builtin.expressions.WatchedText;
import java.util.List;

/**
 * A label that may be chosen.
 *
 * @param threshold the least percentage at which it is chosen
 */
record Label(String name, int threshold, List<Rule> rules) {
  private static final int DEFAULT_THRESHOLD = 50;

  Label {
    rules = List.copyOf(rules);
  }

  static Label of(JsonNode json) {
    return new Label(
        json.path("label").asText(),
        json.path("threshold").asInt(DEFAULT_THRESHOLD),
        json.path("rules").valueStream().map(Rule::of).toList());
  }

  Score score(WatchedText text) {
    return new Score(this, rules.stream().filter(rule -> rule.matches(text)).toList());
  }
}
