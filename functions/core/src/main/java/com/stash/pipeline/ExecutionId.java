package com.stash.pipeline;

import com.stash.campaigns.Step;
import com.stash.documents.JobId;

/** What an execution is known by, and what its usage is billed under: job, step and attempt. */
public record ExecutionId(JobId job, String step, int attempt) {
  public ExecutionId {
    if (!Step.ID.matcher(step).matches() || attempt < 1 || attempt > 9999) {
      throw new IllegalArgumentException("not an execution's id");
    }
  }

  /** Reads what {@link #key} wrote. */
  public static ExecutionId parse(String key) {
    var last = key.lastIndexOf('#');
    var before = key.lastIndexOf('#', last - 1);
    if (before < 0) {
      throw new IllegalArgumentException("not an execution's key");
    }
    return new ExecutionId(
        JobId.parse(key.substring(0, before)),
        key.substring(before + 1, last),
        Integer.parseInt(key.substring(last + 1)));
  }

  /** Returns {@code campaign#document#job#step#attempt}; attempts sort as text. */
  public String key() {
    return "%s#%s#%04d".formatted(job.key(), step, attempt);
  }
}
