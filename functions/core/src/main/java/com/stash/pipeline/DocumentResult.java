package com.stash.pipeline;

import com.stash.documents.JobId;
import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;

/** What a completed job made of its document: the outputs of its steps by step id. */
public record DocumentResult(JobId job, Body body, Stamp stamp) implements Entity {
  @Override
  public String key() {
    return job.key();
  }
}
