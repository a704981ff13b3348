package com.stash.processors.builtin.classification;

import java.util.List;

/** How well a label's rules matched. */
record Score(Label label, List<Rule> matched) {
  Score {
    matched = List.copyOf(matched);
  }

  /** The matched weights in percent of the label's positive weights, 0 to 100. */
  int percent() {
    var possible = label.rules().stream().mapToInt(rule -> Math.max(0, rule.weight())).sum();
    var reached = matched.stream().mapToInt(Rule::weight).sum();
    return possible == 0 ? 0 : Math.clamp((reached * 200L + possible) / (2L * possible), 0, 100);
  }

  boolean reachesThreshold() {
    return percent() >= label.threshold();
  }
}
