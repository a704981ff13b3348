package com.stash.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaigns;
import com.stash.campaigns.Step;
import com.stash.campaigns.Template;
import com.stash.credentials.ResolvingCredentials;
import com.stash.documents.Documents;
import com.stash.documents.Jobs;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.documents.TenantObjects;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.kernel.Sha256;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.Task.SourceFile;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantDirectory;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job: takes it under a lease, runs step after step with one execution row for each, and
 * ends it.
 */
public final class RunningJobs {
  private static final int MOST_FILLED = 4_000_000;

  private final Gate gate;
  private final Documents documents;
  private final Jobs jobs;
  private final Campaigns campaigns;
  private final Executions executions;
  private final RunningSteps steps;
  private final BuiltInProcessors definitions;
  private final ResolvingCredentials credentials;
  private final TenantObjects objects;
  private final Bodies bodies;
  private final ClaimingJobs claiming;
  private final RecordingRuns recording;
  private final Clock clock;

  /** What it needs to run jobs; {@code lease} is the longest one run may take. */
  public RunningJobs(
      Gate gate,
      TenantDirectory tenants,
      Slots slots,
      Documents documents,
      Jobs jobs,
      Campaigns campaigns,
      Executions executions,
      BuiltInProcessors definitions,
      RunningSteps steps,
      ResolvingCredentials credentials,
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
    this.steps = steps;
    this.definitions = definitions;
    this.credentials = credentials;
    this.objects = objects;
    this.bodies = new Bodies(objects);
    this.claiming = new ClaimingJobs(tenants, slots, transactions, lease, clock);
    this.recording =
        new RecordingRuns(
            transactions,
            definitions,
            backoff,
            new WakingJobs(jobs, slots, transactions, clock),
            clock);
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
      // Its jobs wait where they are; who makes the tenant active sends them again.
      return gate.rests(message.tenant()) ? Handling.OVER : Handling.AGAIN;
    }
    var job = jobs.find(scope, message.job()).orElse(null);
    if (job == null) {
      return Handling.AGAIN;
    }
    if (!job.state().isLive() || message.isOvertaken(job)) {
      return Handling.OVER;
    }
    if (!job.isFree(clock.instant())) {
      return Handling.AGAIN;
    }
    var document = documents.find(scope, job.id().document()).orElseThrow();
    var pipeline =
        campaigns.revision(scope, job.id().campaign(), job.revision()).orElseThrow().pipeline();
    return switch (claiming.claim(scope, job, document, pipeline, owner)) {
      case ClaimingJobs.Claimed.Begun(var run) -> {
        try (var workspace = new Workspace(objects, scope, document, run.job());
            var secrets = new RunSecrets(credentials, definitions, run)) {
          yield runSteps(run, workspace, secrets);
        }
      }
      case ClaimingJobs.Claimed.PutOff() -> Handling.OVER;
      case ClaimingJobs.Claimed.Lost() -> Handling.AGAIN;
    };
  }

  private Handling runSteps(Run run, Workspace workspace, RunSecrets secrets)
      throws InterruptedException {
    var earlier = executions.of(run.scope(), run.job().id());
    run.usedBefore(Execution.totals(earlier));
    if (run.job().attempt() > run.job().maxAttempts()) {
      var lost =
          "The job was begun %d times and no runner ended it.".formatted(run.job().maxAttempts());
      return fail(run, "job", "runner_lost", ErrorClass.TRANSIENT, lost);
    }
    for (var step : run.pipeline().steps()) {
      if (gate.rests(run.scope().tenant())) {
        return recording.putBack(run);
      }
      var when = step.when();
      if (when != null && !when.holds(Template.resolve(when.field(), run.outputs()))) {
        var why = new Reason("condition_not_met", "Its condition does not hold.");
        if (!recording.skipped(run, step, why)) {
          return Handling.AGAIN;
        }
        continue;
      }
      var end = runStep(run, step, earlier, workspace, secrets);
      if (end != null) {
        return end;
      }
    }
    var outputs = Json.object();
    run.outputs().forEach(outputs::set);
    return recording.complete(
        run, bodies.keep(run.scope(), outputs, new ObjectKey.Result(run.job().id())));
  }

  /** Runs one step; returns how the message was handled when the run ends with it. */
  private @Nullable Handling runStep(
      Run run, Step step, List<Execution> earlier, Workspace workspace, RunSecrets secrets)
      throws InterruptedException {
    var template = new Template(step.config());
    if (template.filledSize(run.outputs()) > MOST_FILLED) {
      var large =
          "Its configuration has more than %d characters with all placeholders filled."
              .formatted(MOST_FILLED);
      return fail(run, step.id(), "config_too_large", ErrorClass.CONFIGURATION, large);
    }
    var config = template.fill(run.outputs());
    var input = Json.hash(config);
    var known = output(step, input, earlier);
    if (known.isPresent()) {
      run.outputs().put(step.id(), bodies.read(run.scope(), known.get()));
      return recording.reused(run, step, input, known.get()) ? null : Handling.AGAIN;
    }
    var source = workspace.source();
    if (source.isEmpty()) {
      var gone = "The document's bytes are gone or were overwritten. Send the file again.";
      return fail(run, step.id(), "object_gone", ErrorClass.PERMANENT, gone);
    }
    var began = clock.instant();
    Result result;
    try (var opened = secrets.of(step)) {
      result = steps.run(step, task(run, step, source.get(), config, workspace, opened));
    }
    var tookMs = Duration.between(began, clock.instant()).toMillis();
    return switch (result) {
      case Result.Done done -> done(run, step, input, done, tookMs);
      case Result.Refused(var kind, var code, var message) -> {
        if (!recording.failed(run, step, input, new Reason(code, message), tookMs)) {
          yield Handling.AGAIN;
        }
        yield switch (step.onError()) {
          case FAIL -> fail(run, step.id(), code, kind, message);
          case SKIP -> null;
          case REVIEW -> {
            run.toReview(step.id(), message);
            yield null;
          }
        };
      }
      case Result.Later(var code, var message, var pause) -> {
        if (!recording.failed(run, step, input, new Reason(code, message), tookMs)) {
          yield Handling.AGAIN;
        }
        var error = recording.error(run, step.id(), code, ErrorClass.TRANSIENT, message);
        yield recording.later(run, error, pause);
      }
    };
  }

  private static Task task(
      Run run,
      Step step,
      SourceFile source,
      JsonNode config,
      Workspace workspace,
      StepSecrets secrets) {
    var job = run.job().id();
    var place =
        new Task.Place(job.campaign().value(), job.document().value(), job.value(), step.id());
    return new Task(place, source, config, workspace.exports(), secrets, step.timeout());
  }

  private @Nullable Handling done(Run run, Step step, Sha256 input, Result.Done done, long tookMs) {
    JsonNode value = done.output();
    var large = new ObjectKey.Output(run.job().id(), step.id(), run.job().attempt());
    var output = bodies.keep(run.scope(), value, large);
    run.outputs().put(step.id(), value);
    return recording.completed(run, step, input, output, done.units(), tookMs)
        ? null
        : Handling.AGAIN;
  }

  /** Returns the output that an earlier attempt made of the same input. */
  private static Optional<Body> output(Step step, Sha256 input, List<Execution> earlier) {
    return earlier.stream()
        .filter(execution -> execution.id().step().equals(step.id()))
        .filter(execution -> execution.inputHash().equals(input))
        .filter(execution -> execution.state() == ExecutionState.COMPLETED)
        .map(execution -> Objects.requireNonNull(execution.output()))
        .findFirst();
  }

  private Handling fail(Run run, String step, String code, ErrorClass kind, String message) {
    return recording.fail(run, recording.error(run, step, code, kind, message));
  }
}
