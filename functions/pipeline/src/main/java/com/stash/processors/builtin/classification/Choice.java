package com.stash.processors.builtin.classification;

import java.util.List;

/** The label chosen, with every label's score. */
record Choice(String label, int confidence, List<Score> scores) {
  Choice {
    scores = List.copyOf(scores);
  }

  /** Chooses the best score that reaches its threshold, the earlier of equals. */
  static Choice among(List<Score> scores, String otherwise) {
    var best = 0;
    Score chosen = null;
    for (var score : scores) {
      best = Math.max(best, score.percent());
      if (score.reachesThreshold() && (chosen == null || score.percent() > chosen.percent())) {
        chosen = score;
      }
    }
    return chosen == null
        ? new Choice(otherwise, 100 - best, scores)
        : new Choice(chosen.label().name(), chosen.percent(), scores);
  }
}
