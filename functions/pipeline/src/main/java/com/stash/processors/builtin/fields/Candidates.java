package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.WatchedText;
import java.util.ArrayList;
import java.util.List;

/** What a field's pattern matches in a text and can be read as its type. */
final class Candidates {
  private static final int MOST = 200;
  private static final int LONGEST = 1000;

  private Candidates() {}

  /** Returns at most so many, from the text's start; offsets count from {@code shift}. */
  static List<Hit> in(WatchedText text, int shift, Field field, int enough) {
    var hits = new ArrayList<Hit>();
    var matcher = field.pattern().in(text);
    var group = Math.min(1, field.pattern().groups());
    for (var count = 0; count < MOST && hits.size() < enough && matcher.find(); count++) {
      var start = matcher.start(group);
      if (start >= 0 && matcher.end(group) - start <= LONGEST) {
        field
            .kind()
            .read(matcher.group(group))
            .ifPresent(value -> hits.add(new Hit(value, shift + start, 0)));
      }
    }
    return hits;
  }
}
