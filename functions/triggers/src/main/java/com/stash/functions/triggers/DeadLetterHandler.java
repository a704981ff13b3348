package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.stash.audit.Incident;
import com.stash.documents.Jobs;
import com.stash.kernel.Origin;
import com.stash.pipeline.JobMessage;
import com.stash.pipeline.RecoveringJobs;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Empties the dead-letter queue: a job that was received too often fails with its document, and
 * everything else becomes an incident, so that nothing rests there without an entry saying why.
 */
public final class DeadLetterHandler implements RequestHandler<SQSEvent, @Nullable Void> {
  private final Gate gate;
  private final Jobs jobs;
  private final RecoveringJobs recovering;
  private final Transactions transactions;

  public DeadLetterHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public DeadLetterHandler(Backend backend) {
    var stores = new Stores(backend);
    gate = stores.gate();
    jobs = stores.jobs();
    transactions = stores.transactions();
    recovering =
        new RecoveringJobs(
            stores.documents(),
            jobs,
            stores.executions(),
            transactions,
            Duration.ZERO,
            backend.clock());
  }

  @Override
  public @Nullable Void handleRequest(SQSEvent event, Context context) {
    var origin = Origin.system("dead-letter", context.getAwsRequestId());
    event.getRecords().forEach(letter -> bury(letter, origin));
    return null;
  }

  private void bury(SQSMessage letter, Origin origin) {
    JobMessage message;
    try {
      message = JobMessage.parse(letter.getBody());
    } catch (IllegalArgumentException e) {
      note(letter, "unreadable_message", "A message in the job queue is not one of ours.", origin);
      return;
    }
    if (gate.rests(message.tenant())) {
      return; // The job waits for its tenant, and is sent again with it.
    }
    var scope = gate.forOperator(gate.platform(origin), message.tenant());
    var job = jobs.find(scope, message.job()).orElse(null);
    if (job == null) {
      note(letter, "unknown_job", "A message names a job that its tenant does not have.", origin);
    } else if (job.state().isLive() && !message.isOvertaken(job)) {
      var why = "The job was received too often without coming to an end.";
      recovering.giveUp(scope, job, "gave_up", why);
    }
  }

  private void note(SQSMessage letter, String code, String message, Origin origin) {
    var scope = gate.forPlatform(origin);
    var incident =
        Incident.of(
            "sqs:" + letter.getMessageId(),
            code,
            message,
            letter.getMessageId(),
            scope.created(sentAt(letter)));
    transactions.commit(scope, new Create(incident));
  }

  /** The time of the letter itself, so that a repeat makes the same incident. */
  private static Instant sentAt(SQSMessage letter) {
    return Instant.ofEpochMilli(Long.parseLong(letter.getAttributes().get("SentTimestamp")));
  }
}
