package com.stash.pipeline;

import com.stash.campaigns.Step;
import com.stash.documents.JobError;
import com.stash.documents.Reason;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.pipeline.RunningJobs.Handling;
import com.stash.processors.BuiltInProcessors;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.FreeSlot;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.Require;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run does: one execution for each step, and the end of the job with its document.
 * Every write demands that the job is still the version that was claimed, so a runner that lost its
 * lease writes nothing more.
 */
final class RecordingRuns {
  private final Transactions transactions;
  private final BuiltInProcessors definitions;
  private final Backoff backoff;
  private final WakingJobs waking;
  private final Clock clock;

  RecordingRuns(
      Transactions transactions,
      BuiltInProcessors definitions,
      Backoff backoff,
      WakingJobs waking,
      Clock clock) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.backoff = backoff;
    this.waking = waking;
    this.clock = clock;
  }

  /** Records a step that is done; returns whether the claim still holds. */
  boolean completed(Run run, Step step, Sha256 input, Body output, long units, long tookMs) {
    var pricing = definitions.find(step.processor()).orElseThrow().pricing();
    var cost = pricing.costOf(units);
    return record(
        run,
        execution(run, step, ExecutionState.COMPLETED, input, output, units, cost, tookMs, null));
  }

  /** Records a step whose output an earlier attempt made; returns whether the claim still holds. */
  boolean reused(Run run, Step step, Sha256 input, Body output) {
    return record(
        run,
        execution(run, step, ExecutionState.REUSED, input, output, 0, MicroCredits.ZERO, 0, null));
  }

  /** Records a step that failed; returns whether the claim still holds. */
  boolean failed(Run run, Step step, Sha256 input, Reason why, long tookMs) {
    return record(
        run,
        execution(
            run, step, ExecutionState.FAILED, input, null, 0, MicroCredits.ZERO, tookMs, why));
  }

  /** Records a step that was not to run; returns whether the claim still holds. */
  boolean skipped(Run run, Step step, Reason why) {
    var input = Json.hash(step.config());
    return record(
        run,
        execution(run, step, ExecutionState.SKIPPED, input, null, 0, MicroCredits.ZERO, 0, why));
  }

  /** Ends the job as done and its document, too, unless a person is to look at it first. */
  Handling complete(Run run, Body result) {
    var stamp = changed(run, run.document().stamp());
    var why = run.review();
    var after =
        why == null
            ? run.document().completed(run.totals(), stamp)
            : run.document().awaitingReview(why, run.totals(), stamp);
    var made = new DocumentResult(run.job().id(), result, run.scope().created(clock.instant()));
    return ended(
        run,
        transactions.commit(
            run.scope(),
            new FreeSlot(),
            new Replace(run.job().completed(run.done(), changed(run, run.job().stamp()))),
            new Replace(after),
            new Create(made)));
  }

  /** Ends the job and its document as failed. */
  Handling fail(Run run, JobError error) {
    var why = new Reason(error.code(), error.message());
    return ended(
        run,
        transactions.commit(
            run.scope(),
            new FreeSlot(),
            new Replace(run.job().failed(error, run.done(), changed(run, run.job().stamp()))),
            new Replace(
                run.document().failed(why, run.totals(), changed(run, run.document().stamp())))));
  }

  /** Puts the job back for a later attempt, or fails it after the last one. */
  Handling later(Run run, JobError error, Duration pause) {
    if (run.job().attempt() >= run.job().maxAttempts()) {
      return fail(run, error);
    }
    var next = clock.instant().plus(backoff.after(run.job().attempt(), pause));
    var stamp = changed(run, run.job().stamp());
    return ended(
        run,
        transactions.commit(
            run.scope(),
            new FreeSlot(),
            new Replace(run.job().requeued(error, run.done(), next, stamp))));
  }

  /** Puts the job back between two steps: its tenant does not work now. */
  Handling putBack(Run run) {
    var stamp = changed(run, run.job().stamp());
    return ended(
        run,
        transactions.commit(
            run.scope(), new FreeSlot(), new Replace(run.job().putBack(run.done(), stamp))));
  }

  JobError error(Run run, String step, String code, ErrorClass kind, String message) {
    return new JobError(step, code, kind, message, run.job().attempt(), clock.instant());
  }

  private boolean record(Run run, Execution execution) {
    var verdict = transactions.commit(run.scope(), new Create(execution), new Require(run.job()));
    if (verdict instanceof Verdict.Committed) {
      run.count(execution);
      return true;
    }
    return false;
  }

  private Stamp changed(Run run, Stamp before) {
    return run.scope().changed(before, clock.instant());
  }

  private Handling ended(Run run, Verdict verdict) {
    if (verdict instanceof Verdict.Committed) {
      waking.wakeNext(run.scope());
      return Handling.OVER;
    }
    return Handling.AGAIN;
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
