package com.stash.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.Step;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.ProcessorSwitches;
import com.stash.processors.Result;
import com.stash.processors.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningStepsTest {
  private static final ProcessorRef REF = new ProcessorRef("test", 1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private ProcessorSwitches switches = ProcessorSwitches.ALL_ON;

  @Test
  void what_a_processor_returns_comes_back() throws Exception {
    var done = new Result.Done(Json.object().put("a", 1), 2);
    assertThat(run(_ -> done, REF)).isEqualTo(done);
  }

  @Test
  void an_unknown_processor_is_a_matter_of_configuration() throws Exception {
    assertThat(run(_ -> new Result.Done(Json.object(), 0), new ProcessorRef("other", 1)))
        .isEqualTo(
            new Result.Refused(
                ErrorClass.CONFIGURATION,
                "unknown_processor",
                "This runner has no processor other@1."));
  }

  @Test
  void a_processor_that_throws_is_tried_again_and_its_message_is_not_shown() throws Exception {
    Work failing =
        _ -> {
          throw new IllegalStateException("s3cret");
        };
    assertThat(run(failing, REF))
        .isEqualTo(
            new Result.Later(
                "processor_failed", "The processor failed unexpectedly.", Duration.ofSeconds(1)));
  }

  @Test
  void a_document_that_overflows_the_stack_or_the_memory_is_too_complex() throws Exception {
    Work deep =
        _ -> {
          throw new StackOverflowError();
        };
    Work large =
        _ -> {
          throw new OutOfMemoryError();
        };
    var tooComplex =
        new Result.Refused(
            ErrorClass.PERMANENT,
            "document_too_complex",
            "The document needs more memory than a step may use.");
    assertThat(run(deep, REF)).isEqualTo(tooComplex);
    assertThat(run(large, REF)).isEqualTo(tooComplex);
  }

  @Test
  void a_processor_that_interrupts_itself_took_too_long() throws Exception {
    Work interrupted =
        _ -> {
          throw new InterruptedException();
        };
    assertThat(run(interrupted, REF))
        .isEqualTo(
            new Result.Refused(
                ErrorClass.PERMANENT, "step_timeout", "The step took too long and was stopped."));
  }

  @Test
  void a_step_that_is_too_slow_is_stopped() throws Exception {
    var stopped = new CountDownLatch(1);
    Work slow =
        _ -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            stopped.countDown();
          }
          return new Result.Done(Json.object(), 0);
        };
    assertThat(run(slow, REF))
        .isEqualTo(
            new Result.Refused(
                ErrorClass.PERMANENT, "step_timeout", "The step took longer than 1 seconds."));
    stopped.await();
  }

  @Test
  void a_runner_that_is_interrupted_says_so() {
    Work endless =
        _ -> {
          new CountDownLatch(1).await();
          return new Result.Done(Json.object(), 0);
        };
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> run(endless, REF)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_processor_that_is_switched_off_does_not_run() throws Exception {
    switches = processor -> !processor.equals(REF);
    assertThat(run(_ -> new Result.Done(Json.object(), 0), REF))
        .isEqualTo(
            new Result.Refused(
                ErrorClass.CONFIGURATION,
                "processor_off",
                "The processor " + REF + " is switched off."));
  }

  private interface Work {
    Result run(Task task) throws InterruptedException;
  }

  private Result run(Work work, ProcessorRef wanted) throws InterruptedException {
    var processor =
        new Processor() {
          @Override
          public ProcessorRef ref() {
            return REF;
          }

          @Override
          public Result run(Task task) throws InterruptedException {
            return work.run(task);
          }
        };
    var second = Duration.ofSeconds(1);
    var step = new Step("a", wanted, Json.object(), List.of(), null, Step.OnError.FAIL, second);
    var file = new Task.SourceFile(Path.of("unused"), "a.txt", "text/plain", 1);
    var place = new Task.Place("campaign", "document", "job", "a");
    Task.Secrets none = _ -> Outcome.refused(Refusal.notFound());
    var task = new Task(place, file, Json.object(), (_, _, _) -> "", none, second);
    return new RunningSteps(List.of(processor), switches, threads).run(step, task);
  }
}
