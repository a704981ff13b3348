package com.stash.processors.builtin.classification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.expressions.Matching;
import com.stash.processors.builtin.expressions.WatchedText;
import java.util.List;

/** {@code classification@1}: the label whose weighted rules match best, and why. */
public final class Classification implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("classification", 1);
  private static final int MOST_MATCHED = 100;

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    var config = task.config();
    return Matching.run(
        task,
        text -> {
          var labels = config.path("labels").valueStream().map(Label::of).toList();
          return new Result.Done(
              json(Choice.among(scores(labels, text), config.path("otherwise").asText("other"))),
              1);
        });
  }

  private static List<Score> scores(List<Label> labels, WatchedText text) {
    return labels.stream().map(label -> label.score(text)).toList();
  }

  private static ObjectNode json(Choice choice) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("label", choice.label()).put("confidence", choice.confidence());
    var scores = json.putObject("scores");
    var matched = json.putArray("matched");
    for (var score : choice.scores()) {
      scores.put(score.label().name(), score.percent());
      for (var rule : score.matched()) {
        if (matched.size() < MOST_MATCHED) {
          matched
              .addObject()
              .put("label", score.label().name())
              .put("rule", rule.text())
              .put("weight", rule.weight());
        }
      }
    }
    return json;
  }
}
