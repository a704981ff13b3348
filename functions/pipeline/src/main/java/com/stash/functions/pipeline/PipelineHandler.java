package com.stash.functions.pipeline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.pipeline.Backoff;
import com.stash.pipeline.JobMessage;
import com.stash.pipeline.RunningJobs;
import com.stash.pipeline.RunningJobs.Handling;
import com.stash.pipeline.RunningSteps;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Processor;
import com.stash.processors.builtin.BuiltIns;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/** Runs the jobs of a batch of messages; what is not over comes again. */
public final class PipelineHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** As long as the function may run: who holds the lease longer is gone. */
  private static final Duration LEASE = Duration.ofMinutes(15);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private final RunningJobs running;
  private final Clock clock;
  private final Log log;

  public PipelineHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  private PipelineHandler(Backend backend) {
    this(backend, BuiltIns.all(Json.MAPPER, backend.clock()), LEASE, FIRST_PAUSE);
  }

  /**
   * Takes what it stands on.
   *
   * @param lease the longest one run of a job may take
   * @param firstPause the pause after the first transient failure; it doubles from then on
   */
  public PipelineHandler(
      Backend backend, List<Processor> processors, Duration lease, Duration firstPause) {
    var stores = new Stores(backend);
    clock = backend.clock();
    log = backend.log();
    running =
        new RunningJobs(
            stores.gate(),
            stores.tenants(),
            stores.slots(),
            stores.documents(),
            stores.jobs(),
            stores.campaigns(),
            stores.executions(),
            new BuiltInProcessors(Json.MAPPER),
            new RunningSteps(
                processors,
                stores.switches(),
                Executors.newCachedThreadPool(PipelineHandler::daemon)),
            stores.credentials().resolving(),
            stores.objects(),
            stores.transactions(),
            new Backoff(firstPause, backend.random()),
            lease,
            backend.clock());
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    var failures = new ArrayList<BatchItemFailure>();
    for (var message : event.getRecords()) {
      if (handle(message, context.getAwsRequestId()) == Handling.AGAIN) {
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private Handling handle(SQSMessage message, String requestId) {
    var began = clock.instant();
    try {
      var job = JobMessage.parse(message.getBody());
      var owner = requestId + "/" + message.getMessageId();
      var handling = running.run(job, owner, Origin.system("pipeline", requestId));
      log.timed(
          "job",
          job.tenant().value(),
          requestId,
          Duration.between(began, clock.instant()),
          "job",
          job.job().key(),
          "handling",
          handling.name().toLowerCase(Locale.ROOT));
      return handling;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Handling.AGAIN;
    } catch (RuntimeException e) {
      log.error("job_not_handled", "", requestId, e, "messageId", message.getMessageId());
      return Handling.AGAIN;
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "step");
    thread.setDaemon(true);
    return thread;
  }
}
