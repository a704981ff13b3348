package com.stash.local.lambda;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.stash.local.aws.Clouds;
import com.stash.local.aws.EmbeddedAws;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class QueueEventSourceTest {
  private static EmbeddedAws aws;

  private final List<SQSMessage> seen = new CopyOnWriteArrayList<>();
  private String name = "";
  private String queue = "";
  private String deadLetters = "";

  @BeforeAll
  static void start() {
    aws = Clouds.inMemory();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void queue(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    deadLetters = aws.sqs().createQueue(q -> q.queueName(name + "-dead")).queueUrl();
    var arn =
        aws.sqs()
            .getQueueAttributes(
                g -> g.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    queue =
        aws.sqs()
            .createQueue(
                q ->
                    q.queueName(name)
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "1",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}"
                                    .formatted(arn))))
            .queueUrl();
  }

  @Test
  void messages_arrive_with_their_attributes_and_are_deleted() throws Exception {
    send("acme", 3);
    try (var source = source(10, 2, message -> true)) {
      source.start();
      eventually(() -> assertThat(source.idle()).isTrue());
    }
    assertThat(seen).hasSize(3);
    assertThat(seen.getFirst().getAttributes())
        .containsEntry("MessageGroupId", "acme")
        .containsEntry("ApproximateReceiveCount", "1");
    assertThat(seen.getFirst().getEventSourceArn()).endsWith(name);
    assertThat(waiting(deadLetters)).isEqualTo("0");
  }

  @Test
  void a_failed_message_comes_again_alone_and_at_last_to_the_dead_letters() throws Exception {
    send("acme", 3);
    try (var source = source(10, 1, message -> !message.getBody().equals("acme-1"))) {
      source.start();
      eventually(() -> assertThat(waiting(deadLetters)).isEqualTo("1"));
      eventually(() -> assertThat(source.idle()).isTrue());
    }
    assertThat(seen)
        .extracting(SQSMessage::getBody)
        .containsExactlyInAnyOrder("acme-0", "acme-1", "acme-2", "acme-1");
  }

  @Test
  void two_messages_are_not_kept_waiting_by_a_thousand() throws Exception {
    send("large", 1000);
    send("small", 2);
    var handled = new AtomicInteger();
    var smallDoneAt = new CopyOnWriteArrayList<Integer>();
    var ready = new CountDownLatch(1);
    try (var source =
        source(
            1,
            2,
            message -> {
              await(ready);
              var n = handled.incrementAndGet();
              if (message.getBody().startsWith("small")) {
                smallDoneAt.add(n);
              }
              return true;
            })) {
      source.start();
      eventually(
          () ->
              assertThat(
                      aws.sqs()
                          .getQueueAttributes(
                              g ->
                                  g.queueUrl(queue)
                                      .attributeNames(
                                          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                          .attributes()
                          .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                  .isEqualTo("0"));
      ready.countDown();
      eventually(() -> assertThat(smallDoneAt).hasSize(2));
      assertThat(smallDoneAt).allMatch(n -> n < 20);
    }
  }

  @Test
  void no_more_batches_run_at_a_time_than_allowed_and_closing_gives_the_rest_back()
      throws Exception {
    send("acme", 50);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var ready = new CountDownLatch(1);
    var source =
        source(
            1,
            3,
            message -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              await(ready);
              running.decrementAndGet();
              return true;
            });
    source.start();
    eventually(() -> assertThat(running).hasValue(3));
    var closing = Thread.ofPlatform().start(source::close);
    ready.countDown();
    closing.join();
    assertThat(most).hasValue(3);
    eventually(() -> assertThat(Integer.parseInt(waiting(queue))).isEqualTo(50 - seen.size()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private QueueEventSource source(int batchSize, int maxConcurrency, Predicate<SQSMessage> works) {
    RequestHandler<SQSEvent, SQSBatchResponse> handler =
        (SQSEvent event, Context context) -> {
          var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
          for (var message : event.getRecords()) {
            seen.add(message);
            if (!works.test(message)) {
              failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
          }
          return new SQSBatchResponse(failures);
        };
    return new QueueEventSource(
        QueueEventSource.Settings.of(queue, batchSize, maxConcurrency),
        LocalFunction.of(name, handler, SQSEvent.class, Duration.ofSeconds(30), Clock.systemUTC()),
        aws.sqs());
  }

  private void send(String group, int messages) {
    for (var from = 0; from < messages; from += 10) {
      var entries =
          IntStream.range(from, Math.min(from + 10, messages))
              .mapToObj(
                  i ->
                      SendMessageBatchRequestEntry.builder()
                          .id("m" + i)
                          .messageBody(group + "-" + i)
                          .messageGroupId(group)
                          .build())
              .toList();
      aws.sqs().sendMessageBatch(s -> s.queueUrl(queue).entries(entries));
    }
  }

  private static String waiting(String url) {
    return aws.sqs()
        .getQueueAttributes(
            g -> g.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        .attributes()
        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "");
  }
}
