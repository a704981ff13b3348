package com.stash.infra.iam;

/** A policy has an element of which the evaluator does not know what AWS makes of it. */
public final class NotUnderstood extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotUnderstood(String element) {
    super("the evaluator does not understand " + element);
  }
}
