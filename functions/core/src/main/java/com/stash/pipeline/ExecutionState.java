package com.stash.pipeline;

import com.stash.kernel.State;

/** The life of an execution. It is stored once, in the state it ended in. */
public enum ExecutionState implements State<ExecutionState> {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  SKIPPED,
  REUSED;

  @Override
  public boolean mayBecome(ExecutionState next) {
    return switch (this) {
      case PENDING -> next == RUNNING || next == SKIPPED || next == REUSED;
      case RUNNING -> next == COMPLETED || next == FAILED;
      case COMPLETED, FAILED, SKIPPED, REUSED -> false;
    };
  }
}
