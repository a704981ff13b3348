package com.stash.store;

import com.stash.pipeline.JobQueue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The job queue in SQS: a standard queue with the tenant as message group, which makes it a fair
 * queue.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">fair
 *     queues</a>
 */
public final class SqsJobQueue implements JobQueue {
  private static final int AT_ONCE = 10;

  private final SqsClient sqs;
  private final String queueUrl;

  public SqsJobQueue(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public Set<Delayed> send(List<Delayed> messages) {
    var refused = new LinkedHashSet<Delayed>();
    for (int from = 0; from < messages.size(); from += AT_ONCE) {
      sendBatch(messages.subList(from, Math.min(from + AT_ONCE, messages.size())), refused);
    }
    return refused;
  }

  private void sendBatch(List<Delayed> batch, Set<Delayed> refused) {
    var entries = new ArrayList<SendMessageBatchRequestEntry>();
    for (int i = 0; i < batch.size(); i++) {
      var delayed = batch.get(i);
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(i))
              .messageBody(delayed.message().toJson())
              .messageGroupId(delayed.message().tenant().value())
              .delaySeconds(Math.toIntExact(delayed.delay().plusMillis(999).toSeconds()))
              .build());
    }
    var answer = sqs.sendMessageBatch(s -> s.queueUrl(queueUrl).entries(entries));
    answer.failed().forEach(failed -> refused.add(batch.get(Integer.parseInt(failed.id()))));
  }
}
