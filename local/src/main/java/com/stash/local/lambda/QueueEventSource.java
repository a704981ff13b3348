package com.stash.local.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Feeds a function from a queue as Lambda does: in batches, several at a time, successes deleted,
 * failures visible again at their visibility timeout. The local queue is first in, first out over
 * all tenants, so this source reads far ahead and serves message groups in turn, as SQS's fair
 * queues do; what it holds is invisible to others for up to twelve hours.
 */
public final class QueueEventSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueEventSource.class);
  private static final int HELD_SECONDS = 43_200;
  private static final int AT_ONCE = 10;

  private final Settings settings;
  private final LocalFunction function;
  private final SqsClient sqs;
  private final int visibilityTimeout;
  private final String queueArn;
  private final FairBuffer buffer;
  private final Loop receiver;
  private final List<Loop> workers;

  /** Which queue, how many messages a batch, how many batches at a time, how many held ahead. */
  public record Settings(String queueUrl, int batchSize, int maxConcurrency, int ahead) {
    public Settings {
      Objects.requireNonNull(queueUrl);
      if (batchSize < 1 || batchSize > AT_ONCE || maxConcurrency < 1 || ahead < batchSize) {
        throw new IllegalArgumentException("not a way to read a queue");
      }
    }

    /** Holds up to 10,000 messages ahead. */
    public static Settings of(String queueUrl, int batchSize, int maxConcurrency) {
      return new Settings(queueUrl, batchSize, maxConcurrency, 10_000);
    }
  }

  public QueueEventSource(Settings settings, LocalFunction function, SqsClient sqs) {
    this.settings = settings;
    this.function = function;
    this.sqs = sqs;
    var attributes =
        sqs.getQueueAttributes(
                g ->
                    g.queueUrl(settings.queueUrl())
                        .attributeNames(
                            QueueAttributeName.VISIBILITY_TIMEOUT, QueueAttributeName.QUEUE_ARN))
            .attributes();
    this.visibilityTimeout =
        Integer.parseInt(attributes.getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "30"));
    this.queueArn = attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    this.buffer = new FairBuffer(settings.ahead());
    this.receiver = new Loop("queue-" + function.name(), this::receive);
    this.workers =
        IntStream.range(0, settings.maxConcurrency())
            .mapToObj(i -> new Loop("queue-" + function.name() + "-" + i, this::work))
            .toList();
  }

  public void start() {
    receiver.start();
    workers.forEach(Loop::start);
  }

  private void receive() {
    try {
      buffer.awaitRoom();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (receiver.running()) {
      buffer.add(
          sqs.receiveMessage(
                  r ->
                      r.queueUrl(settings.queueUrl())
                          .maxNumberOfMessages(AT_ONCE)
                          .waitTimeSeconds(1)
                          .visibilityTimeout(HELD_SECONDS)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                          .messageAttributeNames("All"))
              .messages());
    }
  }

  private void work() {
    List<Message> batch;
    try {
      batch = buffer.take(settings.batchSize());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (!batch.isEmpty()) {
        handOver(batch);
        delete(succeeded(batch));
      }
    } finally {
      buffer.done(batch.size());
    }
  }

  /** Starts the queue's own visibility timeout, as the function gets the messages now. */
  private void handOver(List<Message> batch) {
    try {
      becomeVisibleIn(visibilityTimeout, batch);
    } catch (RuntimeException e) {
      buffer.add(batch);
      throw e;
    }
  }

  private List<Message> succeeded(List<Message> batch) {
    try {
      var failed = BatchFailures.in(function.invoke(SqsJson.event(batch, queueArn)));
      var ids = batch.stream().map(Message::messageId).collect(Collectors.toSet());
      return failed.filter(ids::containsAll).map(f -> without(batch, f)).orElse(List.of());
    } catch (FunctionFailed e) {
      LOG.warn("a batch of {} messages failed", batch.size(), e);
      return List.of();
    }
  }

  private static List<Message> without(List<Message> batch, Set<String> failed) {
    return batch.stream().filter(message -> !failed.contains(message.messageId())).toList();
  }

  private void delete(List<Message> messages) {
    if (!messages.isEmpty()) {
      sqs.deleteMessageBatch(
          d ->
              d.queueUrl(settings.queueUrl())
                  .entries(
                      messages.stream()
                          .map(
                              message ->
                                  DeleteMessageBatchRequestEntry.builder()
                                      .id(message.messageId())
                                      .receiptHandle(message.receiptHandle())
                                      .build())
                          .toList()));
    }
  }

  private void becomeVisibleIn(int seconds, List<Message> messages) {
    sqs.changeMessageVisibilityBatch(
        c ->
            c.queueUrl(settings.queueUrl())
                .entries(
                    messages.stream()
                        .map(
                            message ->
                                ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .visibilityTimeout(seconds)
                                    .build())
                        .toList()));
  }

  /** Says whether the queue is empty: nothing waits, is delayed, failed for now or in hand. */
  public boolean idle() {
    return !busy() && empty(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
  }

  /** Says whether a message is in hand or could be: what is delayed is not. */
  public boolean busy() {
    return !buffer.isEmpty()
        || !empty(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  /** Says whether all these counts of the queue are zero. */
  private boolean empty(QueueAttributeName... counts) {
    return sqs
        .getQueueAttributes(g -> g.queueUrl(settings.queueUrl()).attributeNames(counts))
        .attributes()
        .values()
        .stream()
        .allMatch("0"::equals);
  }

  /** Stops after the batches in hand and gives back what was held ahead. */
  @Override
  public void close() {
    receiver.stop();
    workers.forEach(Loop::stop);
    var left = new ArrayList<>(buffer.close());
    receiver.close();
    workers.forEach(Loop::close);
    left.addAll(buffer.close());
    for (var from = 0; from < left.size(); from += AT_ONCE) {
      becomeVisibleIn(0, left.subList(from, Math.min(from + AT_ONCE, left.size())));
    }
  }
}
