package com.stash.pipeline;

import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.kernel.Entity;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.processors.ProcessorRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step did in one attempt of a job.
 *
 * @param inputHash of the configuration with placeholders filled; an output is reused only for the
 *     same input
 * @param output what it put out; {@code null} unless completed or reused
 * @param units how many of the processor's pricing unit were used
 * @param tokens of AI models
 * @param priceVersion the price book the cost comes from
 * @param durationMs wall-clock milliseconds
 * @param error why it failed or was skipped
 */
public record Execution(
    ExecutionId id,
    ProcessorRef processor,
    ExecutionState state,
    Sha256 inputHash,
    @Nullable Body output,
    String unit,
    long units,
    long tokens,
    MicroCredits cost,
    String priceVersion,
    long durationMs,
    @Nullable Reason error,
    Stamp stamp)
    implements Entity {

  /** Returns what a job's executions have used together. */
  public static Totals totals(List<Execution> executions) {
    return executions.stream()
        .map(execution -> new Totals(execution.tokens, execution.cost))
        .reduce(Totals.NONE, Totals::plus);
  }

  @Override
  public String key() {
    return id.key();
  }
}
