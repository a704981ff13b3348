package com.stash.infra;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where there is no Node.js, which the CDK runs on; says so in one line. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNode.Condition.class)
@interface NeedsNode {
  /** Looks for Node once. */
  final class Condition implements ExecutionCondition {
    private static final boolean FOUND = look();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return FOUND
          ? ConditionEvaluationResult.enabled("Node.js is there")
          : ConditionEvaluationResult.disabled("there is no Node.js");
    }

    private static boolean look() {
      try {
        var node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
        node.getInputStream().readAllBytes();
        if (node.waitFor(30, TimeUnit.SECONDS) && node.exitValue() == 0) {
          return true;
        }
      } catch (IOException e) {
        // There is none.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      System.err.println("infra-cdk: no Node.js found; the tests of the templates are skipped");
      return false;
    }
  }
}
