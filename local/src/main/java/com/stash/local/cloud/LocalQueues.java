package com.stash.local.cloud;

import com.stash.kernel.Json;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The job queue and its dead letters, as the deployed stack makes them. */
record LocalQueues(String jobs, String deadLetters) {
  private static final int RECEIPTS = 5;
  private static final Duration VISIBILITY = Duration.ofSeconds(15);

  static LocalQueues create(SqsClient sqs) {
    return create(sqs, "local");
  }

  static LocalQueues create(SqsClient sqs, String environment) {
    var name = "stash-" + environment + "-jobs";
    var dead = sqs.createQueue(q -> q.queueName(name + "-dead")).queueUrl();
    var arn =
        sqs.getQueueAttributes(g -> g.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    var redrive =
        Json.object().put("deadLetterTargetArn", arn).put("maxReceiveCount", RECEIPTS).toString();
    var jobs =
        sqs.createQueue(
                q ->
                    q.queueName(name)
                        .attributes(
                            Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                redrive,
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                Long.toString(VISIBILITY.toSeconds()))))
            .queueUrl();
    return new LocalQueues(jobs, dead);
  }

  /** Returns how many messages are in the dead-letter queue. */
  int resting(SqsClient sqs) {
    var count =
        sqs.getQueueAttributes(
                g ->
                    g.queueUrl(deadLetters)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    return count == null ? 0 : Integer.parseInt(count);
  }
}
