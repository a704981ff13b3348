package com.stash.local.lambda;

/** A handler threw: what Lambda reports as an unhandled function error. */
public final class FunctionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FunctionFailed(String function, Throwable cause) {
    super("%s failed: %s".formatted(function, cause), cause);
  }
}
