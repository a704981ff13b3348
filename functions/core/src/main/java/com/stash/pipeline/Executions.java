package com.stash.pipeline;

import com.stash.documents.JobId;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** A tenant's executions and the results made of them. */
public interface Executions {
  /** Returns all executions of a job, by step and attempt. */
  List<Execution> of(TenantScope scope, JobId job);

  Optional<DocumentResult> result(TenantScope scope, JobId job);
}
