package com.stash.local.lambda;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.stash.local.aws.Clouds;
import com.stash.local.aws.EmbeddedAws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class StreamEventSourceTest {
  private static final Retries SOON = new Retries(3, Duration.ofMillis(1), Duration.ofMillis(5));

  private static EmbeddedAws aws;

  private final List<String> letters = new CopyOnWriteArrayList<>();
  private final List<DynamodbStreamRecord> seen = new CopyOnWriteArrayList<>();
  private String table = "";
  private String stream = "";

  @BeforeAll
  static void start() {
    aws = Clouds.inMemory();
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void table(TestInfo test) {
    table = test.getTestMethod().orElseThrow().getName();
    stream = Clouds.tableWithStream(aws.dynamoDb(), table);
  }

  @Test
  void records_come_in_order_with_both_images_and_every_type() throws Exception {
    var item =
        Map.of(
            "id", AttributeValue.builder().s("a").build(),
            "bytes", AttributeValue.builder().b(SdkBytes.fromUtf8String("bin")).build(),
            "number", AttributeValue.builder().n("1.5").build(),
            "list",
                AttributeValue.builder()
                    .l(
                        AttributeValue.builder().bool(true).build(),
                        AttributeValue.builder().nul(true).build(),
                        AttributeValue.builder().m(Map.of("k", text("v"))).build())
                    .build(),
            "strings", AttributeValue.builder().ss("x", "y").build(),
            "binaries", AttributeValue.builder().bs(SdkBytes.fromUtf8String("z")).build());
    aws.dynamoDb().putItem(p -> p.tableName(table).item(item));
    Clouds.put(aws.dynamoDb(), table, "a");
    aws.dynamoDb().deleteItem(d -> d.tableName(table).key(Map.of("id", text("a"))));
    try (var source = source(aws, SOON, 100, this::all)) {
      source.start();
      eventually(() -> assertThat(seen).hasSize(3));
      eventually(() -> assertThat(source.idle()).isTrue());
    }
    assertThat(seen)
        .extracting(DynamodbStreamRecord::getEventName)
        .containsExactly("INSERT", "MODIFY", "REMOVE");
    var first = seen.getFirst();
    assertThat(first.getEventSourceARN()).isEqualTo(stream);
    assertThat(first.getEventID()).isNotBlank();
    assertThat(first.getDynamodb().getSizeBytes()).isPositive();
    assertThat(first.getDynamodb().getStreamViewType()).isEqualTo("NEW_AND_OLD_IMAGES");
    assertThat(first.getDynamodb().getApproximateCreationDateTime()).isNotNull();
    var image = first.getDynamodb().getNewImage();
    assertThat(StandardCharsets.UTF_8.decode(field(image, "bytes").getB()).toString())
        .isEqualTo("bin");
    assertThat(field(image, "number").getN()).isEqualTo("1.5");
    assertThat(field(field(image, "list").getL().get(2).getM(), "k").getS()).isEqualTo("v");
    assertThat(field(image, "list").getL().get(1).getNULL()).isTrue();
    assertThat(field(image, "strings").getSS()).containsExactlyInAnyOrder("x", "y");
    assertThat(field(image, "binaries").getBS()).hasSize(1);
    assertThat(seen.getLast().getDynamodb().getOldImage()).containsKey("id");
  }

  @Test
  void a_reported_failure_is_tried_again_from_there_and_nothing_before_it() throws Exception {
    write(10);
    var failed = new AtomicBoolean();
    try (var source =
        source(
            aws,
            SOON,
            100,
            event -> {
              for (var record : event.getRecords()) {
                if (id(record).equals("row-4") && failed.compareAndSet(false, true)) {
                  return failureOf(record);
                }
                seen.add(record);
              }
              return new StreamsEventResponse(List.of());
            })) {
      source.start();
      eventually(() -> assertThat(seen).hasSize(10));
    }
    assertThat(ids()).containsExactlyElementsOf(rows(10));
    assertThat(letters).isEmpty();
  }

  @Test
  void a_record_that_always_fails_goes_to_the_destination_and_the_others_do_not() throws Exception {
    write(20);
    var attempts = new AtomicInteger();
    try (var source =
        source(
            aws,
            SOON,
            100,
            event -> {
              if (event.getRecords().stream().anyMatch(r -> id(r).equals("row-7"))) {
                attempts.addAndGet(event.getRecords().size() == 1 ? 1 : 0);
                throw new IllegalStateException("poison");
              }
              return all(event);
            })) {
      source.start();
      eventually(() -> assertThat(seen).hasSize(19));
      eventually(() -> assertThat(letters).hasSize(1));
    }
    assertThat(ids()).doesNotContain("row-7").doesNotHaveDuplicates();
    assertThat(letters.getFirst()).contains("row-7").doesNotContain("row-8");
    assertThat(attempts).hasValue(1 + SOON.atMost());
  }

  @Test
  void batches_are_no_larger_than_wanted() throws Exception {
    write(25);
    var sizes = new CopyOnWriteArrayList<Integer>();
    try (var source =
        source(
            aws,
            SOON,
            10,
            event -> {
              sizes.add(event.getRecords().size());
              return all(event);
            })) {
      source.start();
      eventually(() -> assertThat(seen).hasSize(25));
    }
    assertThat(sizes).allMatch(size -> size <= 10);
  }

  @Test
  void a_restart_goes_on_after_the_last_finished_batch(@TempDir Path folder) throws Exception {
    try (var cloud = Clouds.on(folder)) {
      stream = Clouds.tableWithStream(cloud.dynamoDb(), table);
      Clouds.put(cloud.dynamoDb(), table, "before");
      try (var source = source(cloud, SOON, 100, this::all)) {
        source.start();
        eventually(() -> assertThat(ids()).containsExactly("before"));
        eventually(() -> assertThat(source.idle()).isTrue());
      }
      Clouds.put(cloud.dynamoDb(), table, "between");
    }
    try (var cloud = Clouds.on(folder)) {
      Clouds.put(cloud.dynamoDb(), table, "after");
      try (var source = source(cloud, SOON, 100, this::all)) {
        source.start();
        eventually(() -> assertThat(ids()).containsExactly("before", "between", "after"));
      }
    }
  }

  @Test
  void closing_waits_for_the_batch_in_hand() throws Exception {
    write(1);
    var begun = new AtomicBoolean();
    var mayEnd = new CountDownLatch(1);
    var source =
        source(
            aws,
            SOON,
            100,
            event -> {
              begun.set(true);
              try {
                mayEnd.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return all(event);
            });
    source.start();
    eventually(() -> assertThat(begun).isTrue());
    var closing = Thread.ofPlatform().start(source::close);
    assertThat(seen).isEmpty();
    mayEnd.countDown();
    closing.join();
    assertThat(seen).hasSize(1);
  }

  private StreamEventSource source(
      EmbeddedAws cloud,
      Retries retries,
      int batchSize,
      Function<DynamodbEvent, StreamsEventResponse> handler) {
    RequestHandler<DynamodbEvent, StreamsEventResponse> requests =
        (DynamodbEvent event, Context context) -> handler.apply(event);
    return new StreamEventSource(
        new StreamEventSource.Settings(stream, batchSize, retries, Duration.ofMillis(10)),
        LocalFunction.of(
            table, requests, DynamodbEvent.class, Duration.ofSeconds(30), Clock.systemUTC()),
        cloud.dynamoDb(),
        cloud.dynamoDbStreams(),
        letter -> letters.add(new String(letter, StandardCharsets.UTF_8)));
  }

  private StreamsEventResponse all(DynamodbEvent event) {
    seen.addAll(event.getRecords());
    return new StreamsEventResponse(new ArrayList<>());
  }

  private static StreamsEventResponse failureOf(DynamodbStreamRecord record) {
    return new StreamsEventResponse(
        List.of(
            new StreamsEventResponse.BatchItemFailure(record.getDynamodb().getSequenceNumber())));
  }

  private void write(int rows) {
    rows(rows).forEach(id -> Clouds.put(aws.dynamoDb(), table, id));
  }

  private static List<String> rows(int rows) {
    return IntStream.range(0, rows).mapToObj(i -> "row-" + i).toList();
  }

  private List<String> ids() {
    return seen.stream().map(StreamEventSourceTest::id).toList();
  }

  private static String id(DynamodbStreamRecord record) {
    return field(record.getDynamodb().getKeys(), "id").getS();
  }

  private static <V> V field(Map<String, V> fields, String name) {
    return Objects.requireNonNull(fields.get(name));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.builder().s(text).build();
  }
}
