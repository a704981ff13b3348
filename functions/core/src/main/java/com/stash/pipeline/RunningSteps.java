package com.stash.pipeline;

import com.stash.campaigns.Step;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.ProcessorSwitches;
import com.stash.processors.Result;
import com.stash.processors.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one step's processor within its time and turns whatever happens into a result. */
public final class RunningSteps {
  private static final System.Logger LOG = System.getLogger(RunningSteps.class.getName());
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Map<ProcessorRef, Processor> processors;
  private final ProcessorSwitches switches;
  private final ExecutorService executor;

  public RunningSteps(
      List<Processor> processors, ProcessorSwitches switches, ExecutorService executor) {
    this.processors =
        processors.stream()
            .collect(Collectors.toUnmodifiableMap(Processor::ref, Function.identity()));
    this.switches = switches;
    this.executor = executor;
  }

  /** Runs a step; never throws but when the thread itself is interrupted. */
  public Result run(Step step, Task task) throws InterruptedException {
    var processor = processors.get(step.processor());
    if (processor == null) {
      return new Result.Refused(
          ErrorClass.CONFIGURATION,
          "unknown_processor",
          "This runner has no processor " + step.processor() + ".");
    }
    if (!switches.isOn(step.processor())) {
      return new Result.Refused(
          ErrorClass.CONFIGURATION,
          "processor_off",
          "The processor " + step.processor() + " is switched off.");
    }
    var running = executor.submit(() -> processor.run(task));
    try {
      return running.get(step.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      running.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      running.cancel(true);
      return new Result.Refused(
          ErrorClass.PERMANENT,
          "step_timeout",
          "The step took longer than %d seconds.".formatted(step.timeout().toSeconds()));
    } catch (ExecutionException e) {
      return failure(step, e.getCause());
    }
  }

  private static Result failure(Step step, @Nullable Throwable cause) {
    LOG.log(System.Logger.Level.WARNING, "step " + step.id() + " of " + step.processor(), cause);
    return switch (cause) {
      case StackOverflowError _, OutOfMemoryError _ ->
          new Result.Refused(
              ErrorClass.PERMANENT,
              "document_too_complex",
              "The document needs more memory than a step may use.");
      case InterruptedException _ ->
          new Result.Refused(
              ErrorClass.PERMANENT, "step_timeout", "The step took too long and was stopped.");
      case null, default ->
          new Result.Later("processor_failed", "The processor failed unexpectedly.", SHORT);
    };
  }
}
