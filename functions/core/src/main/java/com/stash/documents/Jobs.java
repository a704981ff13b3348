package com.stash.documents;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** A tenant's jobs. */
public interface Jobs {
  Optional<Job> find(TenantScope scope, JobId id);

  /** Returns the jobs of a document, newest first. */
  Page<Job> list(TenantScope scope, DocumentId document, Page.Request request);

  /** Returns ids of jobs that are queued or running, the oldest first. */
  List<JobId> live(TenantScope scope, int limit);
}
