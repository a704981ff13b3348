package com.stash.store;

import com.stash.documents.DocumentId;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.Jobs;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** Jobs in DynamoDB. */
public final class DynamoJobs implements Jobs {
  private final EntityTable<Job> jobs;

  public DynamoJobs(DynamoTables tables) {
    this.jobs = tables.of(Job.class);
  }

  @Override
  public Optional<Job> find(TenantScope scope, JobId id) {
    return jobs.find(scope, id.key());
  }

  @Override
  public Page<Job> list(TenantScope scope, DocumentId document, Page.Request request) {
    return jobs.newestFirst(scope, document.key() + "#", request);
  }

  @Override
  public List<JobId> live(TenantScope scope, int limit) {
    return jobs.indexed(scope, limit).stream().map(JobId::parse).toList();
  }
}
