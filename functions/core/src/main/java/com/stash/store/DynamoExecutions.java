package com.stash.store;

import com.stash.documents.JobId;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.Executions;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Optional;

/** Executions and results in DynamoDB. */
public final class DynamoExecutions implements Executions {
  private final EntityTable<Execution> executions;
  private final EntityTable<DocumentResult> results;

  public DynamoExecutions(DynamoTables tables) {
    this.executions = tables.of(Execution.class);
    this.results = tables.of(DocumentResult.class);
  }

  @Override
  public List<Execution> of(TenantScope scope, JobId job) {
    return executions.all(scope, job.key() + "#");
  }

  @Override
  public Optional<DocumentResult> result(TenantScope scope, JobId job) {
    return results.find(scope, job.key());
  }
}
