package com.stash.processors.builtin.classification;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.processors.builtin.expressions.Expression;
import com.stash.processors.builtin.expressions.WatchedText;
import com.stash.processors.builtin.expressions.Words;

/** What speaks for a label or, with a negative weight, against it. */
sealed interface Rule {
  /** The keyword or expression as the tenant wrote it. */
  String text();

  int weight();

  boolean matches(WatchedText text);

  static Rule of(JsonNode json) {
    var weight = json.path("weight").asInt();
    if (json.has("keyword")) {
      return new Keyword(json.path("keyword").asText(), weight);
    }
    var text = json.path("expression").asText();
    return new Expressed(text, weight, Expression.of(text));
  }

  /** A word or phrase. */
  record Keyword(String text, int weight) implements Rule {
    @Override
    public boolean matches(WatchedText document) {
      return Words.find(document, text, 0) >= 0;
    }
  }

  /** A regular expression. */
  record Expressed(String text, int weight, Expression expression) implements Rule {
    @Override
    public boolean matches(WatchedText document) {
      return expression.in(document).find();
    }
  }
}
