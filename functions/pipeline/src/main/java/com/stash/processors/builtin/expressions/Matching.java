package com.stash.processors.builtin.expressions;

import com.stash.kernel.ErrorClass;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.expressions.Expression.BadExpression;
import com.stash.processors.builtin.expressions.WatchedText.TimeIsUp;
import com.stash.processors.builtin.parsing.Deadline;

/** Runs work that uses tenants' expressions over {@code config.text}, within the task's time. */
public final class Matching {
  private Matching() {}

  /** Work over the text; it may throw what {@link Expression} and {@link WatchedText} throw. */
  public interface Work {
    Result over(WatchedText text);
  }

  public static Result run(Task task, Work work) throws InterruptedException {
    var text = new WatchedText(task.config().path("text").asText(), Deadline.in(task.timeout()));
    try {
      return work.over(text);
    } catch (BadExpression e) {
      return new Result.Refused(
          ErrorClass.CONFIGURATION, "bad_expression", "An expression " + e.getMessage() + ".");
    } catch (TimeIsUp e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return new Result.Refused(
          ErrorClass.PERMANENT,
          "matching_timeout",
          "Matching took too long. Use fewer or simpler expressions, or less text.");
    }
  }
}
