package com.stash.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.RedriveAllowPolicy;
import software.amazon.awscdk.services.sqs.RedrivePermission;
import software.constructs.Construct;

/**
 * The jobs that wait, those that were received too often, and the events that a function failed on
 * for good. The job queue is a standard queue whose messages have the tenant as message group,
 * which makes it a fair one.
 */
final class JobQueue extends Construct {
  /** After so many receptions a message is dead. */
  static final int MOST_RECEPTIONS = 5;

  final Queue jobs;
  final Queue dead;
  final Queue failures;

  JobQueue(Construct scope, EnvironmentConfig config) {
    super(scope, "Queues");
    var waiting = config.named("jobs");
    var arn = "arn:aws:sqs:%s:%s:%s".formatted(config.region(), config.account(), waiting);
    failures = queue(config, "failures", Function.UPLOAD).build();
    dead =
        queue(config, "jobs-dead", Function.DEAD_LETTER)
            .redriveAllowPolicy(
                RedriveAllowPolicy.builder()
                    .redrivePermission(RedrivePermission.BY_QUEUE)
                    .sourceQueues(List.of(Queue.fromQueueArn(this, "Source", arn)))
                    .build())
            .build();
    jobs =
        queue(config, "jobs", Function.PIPELINE)
            .deadLetterQueue(
                DeadLetterQueue.builder().queue(dead).maxReceiveCount(MOST_RECEPTIONS).build())
            .build();
  }

  /** A message stays hidden for six times as long as its reader may run, as Lambda advises. */
  private Queue.Builder queue(EnvironmentConfig config, String name, Function reader) {
    return Queue.Builder.create(this, Ids.camel(name))
        .queueName(config.named(name))
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .visibilityTimeout(Duration.seconds(6 * reader.timeout.toSeconds()))
        .retentionPeriod(Duration.days(14))
        .removalPolicy(config.removal());
  }
}
