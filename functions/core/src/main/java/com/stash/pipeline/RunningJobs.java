package com.stash.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaigns;
import com.stash.campaigns.Pipeline;
import com.stash.campaigns.Step;
import com.stash.campaigns.Step.OnError;
import com.stash.campaigns.Template;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Documents;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.Jobs;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.documents.TenantObjects;
import com.stash.documents.Totals;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import com.stash.kernel.Sha256;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.Require;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job: takes it under a lease, runs step after step with one execution row for each, and
 * ends it. Every write after the claim demands that the job is still the version that was claimed,
 * so a runner that lost its lease writes nothing more.
 */
public final class RunningJobs {
  private final Gate gate;
  private final Documents documents;
  private final Jobs jobs;
  private final Campaigns campaigns;
  private final Executions executions;
  private final BuiltInProcessors definitions;
  private final RunningSteps steps;
  private final TenantObjects objects;
  private final Bodies bodies;
  private final Transactions transactions;
  private final Backoff backoff;
  private final Duration lease;
  private final Clock clock;

  /** What it needs to run jobs; {@code lease} is the longest one run may take. */
  public RunningJobs(
      Gate gate,
      Documents documents,
      Jobs jobs,
      Campaigns campaigns,
      Executions executions,
      BuiltInProcessors definitions,
      RunningSteps steps,
      TenantObjects objects,
      Transactions transactions,
      Backoff backoff,
      Duration lease,
      Clock clock) {
    this.gate = gate;
    this.documents = documents;
    this.jobs = jobs;
    this.campaigns = campaigns;
    this.executions = executions;
    this.definitions = definitions;
    this.steps = steps;
    this.objects = objects;
    this.bodies = new Bodies(objects);
    this.transactions = transactions;
    this.backoff = backoff;
    this.lease = lease;
    this.clock = clock;
  }

  /** What became of a message. */
  public enum Handling {
    /** Nothing is left to do for this message. */
    OVER,
    /** Somebody else runs the job, or it is not due: the message must come again. */
    AGAIN
  }

  /** Handles one message; a repeat of a message whose job is over does nothing. */
  public Handling run(JobMessage message, String owner, Origin origin) throws InterruptedException {
    var scope = gate.forMessage(message.tenant(), origin).orElse(null);
    if (scope == null) {
      return Handling.AGAIN;
    }
    var job = jobs.find(scope, message.job()).orElse(null);
    if (job == null || !job.state().isLive()) {
      return Handling.OVER;
    }
    if (!job.isFree(clock.instant())) {
      return Handling.AGAIN;
    }
    var document = documents.find(scope, job.id().document()).orElseThrow();
    var pipeline =
        campaigns.revision(scope, job.id().campaign(), job.revision()).orElseThrow().pipeline();
    var run = claim(scope, job, document, pipeline, owner);
    if (run == null) {
      return Handling.AGAIN;
    }
    try (var workspace = new Workspace(objects, scope, run.document(), run.job())) {
      return runSteps(run, workspace);
    }
  }

  /** A claimed job with all it works on. */
  private record Run(TenantScope scope, Job job, Document document, Pipeline pipeline) {}

  /** What the steps of a run have done so far. */
  private static final class Progress {
    final Map<String, JsonNode> outputs = new LinkedHashMap<>();
    Totals totals;
    int done;

    Progress(Totals before) {
      totals = before;
    }

    void count(Execution execution) {
      done++;
      totals = totals.plus(new Totals(execution.tokens(), execution.cost()));
    }
  }

  private @Nullable Run claim(
      TenantScope scope, Job job, Document document, Pipeline pipeline, String owner) {
    var now = clock.instant();
    var claimed = job.claimed(owner, lease, scope.changed(job.stamp(), now));
    var verdict =
        document.state() == DocumentState.QUEUED
            ? transactions.commit(
                scope,
                new Replace(claimed),
                new Replace(document.processing(scope.changed(document.stamp(), now))))
            : transactions.commit(scope, new Replace(claimed));
    if (verdict instanceof Verdict.Clashed) {
      return null;
    }
    var begun =
        document.state() == DocumentState.QUEUED
            ? document.processing(scope.changed(document.stamp(), now))
            : document;
    return new Run(scope, claimed, begun, pipeline);
  }

  private Handling runSteps(Run run, Workspace workspace) throws InterruptedException {
    var earlier = executions.of(run.scope(), run.job().id());
    var progress = new Progress(Execution.totals(earlier));
    if (run.job().attempt() > run.job().maxAttempts()) {
      return fail(run, progress, lost(run));
    }
    for (var step : run.pipeline().steps()) {
      var when = step.when();
      if (when != null && !when.holds(Template.resolve(when.field(), progress.outputs))) {
        var why = new Reason("condition_not_met", "Its condition does not hold.");
        if (!record(run, progress, skipped(run, step, why))) {
          return Handling.AGAIN;
        }
        continue;
      }
      var outcome = runStep(run, step, earlier, progress, workspace);
      if (outcome != null) {
        return outcome;
      }
    }
    return complete(run, progress);
  }

  /** Runs one step; returns how the message was handled when the job is over or lost with it. */
  private @Nullable Handling runStep(
      Run run, Step step, List<Execution> earlier, Progress progress, Workspace workspace)
      throws InterruptedException {
    var config = new Template(step.config()).fill(progress.outputs);
    var input = Json.hash(config);
    var before =
        earlier.stream()
            .filter(e -> e.id().step().equals(step.id()) && e.inputHash().equals(input))
            .filter(e -> e.state() == ExecutionState.COMPLETED)
            .findFirst();
    if (before.isPresent()) {
      var output = Objects.requireNonNull(before.get().output());
      progress.outputs.put(step.id(), bodies.read(run.scope(), output));
      return record(run, progress, reused(run, step, input, output)) ? null : Handling.AGAIN;
    }
    var source = workspace.source();
    if (source.isEmpty()) {
      var gone = "The document's bytes are gone or were overwritten. Send the file again.";
      return fail(run, progress, error(run, step.id(), "object_gone", ErrorClass.PERMANENT, gone));
    }
    var task = new Task(source.get(), config, workspace.exports(), step.timeout());
    var began = clock.instant();
    var result = steps.run(step, task);
    var took = Duration.between(began, clock.instant()).toMillis();
    return switch (result) {
      case Result.Done done -> {
        var output =
            bodies.keep(
                run.scope(),
                done.output(),
                new ObjectKey.Output(run.job().id(), step.id(), run.job().attempt()));
        progress.outputs.put(step.id(), done.output());
        yield record(run, progress, completed(run, step, input, output, done.units(), took))
            ? null
            : Handling.AGAIN;
      }
      case Result.Refused(var kind, var code, var message) -> {
        var failed = failed(run, step, input, new Reason(code, message), took);
        if (!record(run, progress, failed)) {
          yield Handling.AGAIN;
        }
        yield step.onError() == OnError.SKIP
            ? null
            : fail(run, progress, error(run, step.id(), code, kind, message));
      }
      case Result.Later(var code, var message, var pause) -> {
        var failed = failed(run, step, input, new Reason(code, message), took);
        if (!record(run, progress, failed)) {
          yield Handling.AGAIN;
        }
        yield later(
            run, progress, error(run, step.id(), code, ErrorClass.TRANSIENT, message), pause);
      }
    };
  }

  /** Stores an execution while the claim holds; otherwise stores nothing. */
  private boolean record(Run run, Progress progress, Execution execution) {
    var verdict = transactions.commit(run.scope(), new Create(execution), new Require(run.job()));
    if (verdict instanceof Verdict.Committed) {
      progress.count(execution);
      return true;
    }
    return false;
  }

  private Handling complete(Run run, Progress progress) {
    var outputs = Json.object();
    progress.outputs.forEach(outputs::set);
    var now = clock.instant();
    var result =
        new DocumentResult(
            run.job().id(),
            bodies.keep(run.scope(), outputs, new ObjectKey.Result(run.job().id())),
            run.scope().created(now));
    return ended(
        transactions.commit(
            run.scope(),
            new Replace(
                run.job().completed(progress.done, run.scope().changed(run.job().stamp(), now))),
            new Replace(
                run.document()
                    .completed(progress.totals, run.scope().changed(run.document().stamp(), now))),
            new Create(result)));
  }

  private Handling fail(Run run, Progress progress, JobError error) {
    var now = clock.instant();
    return ended(
        transactions.commit(
            run.scope(),
            new Replace(
                run.job()
                    .failed(error, progress.done, run.scope().changed(run.job().stamp(), now))),
            new Replace(
                run.document()
                    .failed(
                        new Reason(error.code(), error.message()),
                        progress.totals,
                        run.scope().changed(run.document().stamp(), now)))));
  }

  private Handling later(Run run, Progress progress, JobError error, Duration pause) {
    if (run.job().attempt() >= run.job().maxAttempts()) {
      return fail(run, progress, error);
    }
    var now = clock.instant();
    var next = now.plus(backoff.after(run.job().attempt(), pause));
    return ended(
        transactions.commit(
            run.scope(),
            new Replace(
                run.job()
                    .requeued(
                        error, progress.done, next, run.scope().changed(run.job().stamp(), now)))));
  }

  private static Handling ended(Verdict verdict) {
    return verdict instanceof Verdict.Committed ? Handling.OVER : Handling.AGAIN;
  }

  private JobError lost(Run run) {
    return error(
        run,
        "job",
        "runner_lost",
        ErrorClass.TRANSIENT,
        "The job was begun %d times and no runner ended it.".formatted(run.job().maxAttempts()));
  }

  private JobError error(Run run, String step, String code, ErrorClass kind, String message) {
    return new JobError(step, code, kind, message, run.job().attempt(), clock.instant());
  }

  private Execution completed(
      Run run, Step step, Sha256 input, Body output, long units, long tookMs) {
    var pricing = definitions.find(step.processor()).orElseThrow().pricing();
    return execution(
        run,
        step,
        ExecutionState.COMPLETED,
        input,
        output,
        units,
        pricing.costOf(units),
        tookMs,
        null);
  }

  private Execution reused(Run run, Step step, Sha256 input, Body output) {
    return execution(
        run, step, ExecutionState.REUSED, input, output, 0, MicroCredits.ZERO, 0, null);
  }

  private Execution failed(Run run, Step step, Sha256 input, Reason why, long tookMs) {
    return execution(
        run, step, ExecutionState.FAILED, input, null, 0, MicroCredits.ZERO, tookMs, why);
  }

  private Execution skipped(Run run, Step step, Reason why) {
    return execution(
        run,
        step,
        ExecutionState.SKIPPED,
        Json.hash(step.config()),
        null,
        0,
        MicroCredits.ZERO,
        0,
        why);
  }

  private Execution execution(
      Run run,
      Step step,
      ExecutionState state,
      Sha256 input,
      @Nullable Body output,
      long units,
      MicroCredits cost,
      long tookMs,
      @Nullable Reason error) {
    var unit = definitions.find(step.processor()).map(d -> d.pricing().unit()).orElse("document");
    return new Execution(
        new ExecutionId(run.job().id(), step.id(), run.job().attempt()),
        step.processor(),
        state,
        input,
        output,
        unit,
        units,
        0,
        cost,
        BuiltInProcessors.PRICE_VERSION,
        tookMs,
        error,
        run.scope().created(clock.instant()));
  }
}
