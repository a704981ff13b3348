package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.WatchedText;
import com.stash.processors.builtin.expressions.Words;
import java.util.Optional;

/** Looks for one field: after its label when it has one, else in the whole text. */
final class Search {
  private static final int MOST_LABELS = 200;
  private static final int ON_LABELS_LINE = 95;
  private static final int UNDER_LABEL = 85;
  private static final int OWN_PATTERN = 90;
  private static final int ONLY_ONE = 75;
  private static final int ONE_OF_SEVERAL = 50;

  private final WatchedText text;
  private final Field field;

  Search(WatchedText text, Field field) {
    this.text = text;
    this.field = field;
  }

  Optional<Hit> best() {
    return field.near().isPresent() ? nearLabel(field.near().get()) : anywhere();
  }

  private Optional<Hit> nearLabel(String label) {
    Optional<Hit> under = Optional.empty();
    var at = Words.find(text, label, 0);
    for (var count = 0; at >= 0 && count < MOST_LABELS; count++) {
      var labelEnd = at + lengthAt(label, at);
      var lineEnd = Lines.endOf(text, labelEnd);
      var onLine = first(labelEnd, lineEnd, ON_LABELS_LINE);
      if (onLine.isPresent()) {
        return onLine;
      }
      if (under.isEmpty()) {
        var next = Lines.nextFilled(text, lineEnd);
        under = first(next, Lines.endOf(text, next), UNDER_LABEL);
      }
      at = Words.find(text, label, labelEnd);
    }
    return under;
  }

  /** The label's length in the text, where white space may be wider than in the configuration. */
  private int lengthAt(String label, int start) {
    var at = start;
    for (var word : label.strip().split("\\s+", -1)) {
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      at += word.length();
    }
    return Math.min(at, text.length()) - start;
  }

  private Optional<Hit> first(int from, int to, int base) {
    var region = text.part(from, to);
    return Candidates.in(region, from, field, 1).stream().findFirst().map(hit -> hit.with(base));
  }

  private Optional<Hit> anywhere() {
    var hits = Candidates.in(text, 0, field, Integer.MAX_VALUE);
    var different = hits.stream().map(hit -> hit.value().json()).distinct().count();
    return hits.stream().findFirst().map(hit -> hit.with(base(different)));
  }

  private int base(long different) {
    if (different > 1) {
      return field.ownPattern() ? ONLY_ONE : ONE_OF_SEVERAL;
    }
    return field.ownPattern() || field.kind() instanceof Iban ? OWN_PATTERN : ONLY_ONE;
  }
}
