package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.stash.pipeline.DispatchingJobs;
import com.stash.pipeline.JobQueue;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.SqsJobQueue;
import java.util.Optional;

/** Sends the jobs that wait, as the job table's stream tells of them. */
public final class DispatchHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final StreamBatch batch;
  private final DispatchingJobs dispatching;
  private final JobQueue queue;

  public DispatchHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public DispatchHandler(Backend backend) {
    batch = new StreamBatch(new StreamImages(backend.environment()), backend.log());
    dispatching = new DispatchingJobs(backend.clock());
    queue = new SqsJobQueue(backend.sqs(), backend.environment().jobQueueUrl());
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return batch.handle(
        event,
        context.getAwsRequestId(),
        (_, changes) -> {
          var messages =
              changes.stream().map(dispatching::message).flatMap(Optional::stream).toList();
          if (!queue.send(messages).isEmpty()) {
            throw new IllegalStateException("the queue did not take every message");
          }
        });
  }
}
