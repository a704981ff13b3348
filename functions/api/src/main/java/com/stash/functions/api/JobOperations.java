package com.stash.functions.api;

import com.stash.documents.Documents;
import com.stash.documents.Job;
import com.stash.documents.Jobs;
import com.stash.pipeline.Executions;
import com.stash.store.Stores;
import java.util.Map;

/** Jobs: list, read. */
final class JobOperations {
  private final Documents documents;
  private final Jobs jobs;
  private final Executions executions;

  private JobOperations(Stores stores) {
    documents = stores.documents();
    jobs = stores.jobs();
    executions = stores.executions();
  }

  static Map<String, Operation> of(Stores stores) {
    var all = new JobOperations(stores);
    return Map.of("listJobs", all::list, "readJob", all::read);
  }

  private Answer list(Request request) {
    var document = request.document();
    return request.pageBelow(
        () -> documents.find(request.scope(), document).isPresent(),
        Keys.below(document.key()),
        page -> jobs.list(request.scope(), document, page),
        JobViews::job);
  }

  private Answer read(Request request) {
    return Answer.found(jobs.find(request.scope(), request.job()), job -> detail(request, job));
  }

  private Answer detail(Request request, Job job) {
    var view = JobViews.job(job);
    var all = view.putArray("executions");
    executions
        .of(request.scope(), job.id())
        .forEach(execution -> all.add(JobViews.execution(execution)));
    return Answer.entity(view, job.version());
  }
}
