package com.stash.documents;

import com.stash.kernel.State;

/** The life of a job. */
public enum JobState implements State<JobState> {
  QUEUED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  @Override
  public boolean mayBecome(JobState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == FAILED || next == CANCELLED;
      case RUNNING -> next == COMPLETED || next == FAILED || next == CANCELLED || next == QUEUED;
      case FAILED -> next == QUEUED;
      case COMPLETED, CANCELLED -> false;
    };
  }

  public boolean isLive() {
    return this == QUEUED || this == RUNNING;
  }
}
