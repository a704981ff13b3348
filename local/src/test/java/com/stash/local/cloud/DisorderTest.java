package com.stash.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.CampaignId;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.UploadHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Page;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.fsck.Fsck;
import com.stash.local.lambda.LocalFunction;
import com.stash.local.lambda.ObjectCreatedEventSource;
import com.stash.local.lambda.QueueEventSource;
import com.stash.local.lambda.StreamEventSource;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import com.stash.usage.UsageType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Every event of the flow is held back, split into single records, and delivered twice and in
 * shuffled order to the deployed handlers.
 */
class DisorderTest {
  private static final int FILES = 6;
  private static final Duration QUIET = Duration.ofSeconds(1);

  /** An event that waits to be delivered, and to whom. */
  private record Held(LocalFunction function, JsonNode event) {}

  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final ConcurrentLinkedQueue<Held> held = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> closing = new ArrayList<>();
  private final AtomicInteger worked = new AtomicInteger();
  private EmbeddedAws aws;
  private Backend backend;
  private LocalQueues queues;

  @BeforeEach
  void start() {
    aws =
        EmbeddedAws.start(
            new EmbeddedAws.Settings(null, -1, 0, 0, "ROOT", UUID.randomUUID().toString(), clock));
    queues = LocalQueues.create(aws.sqs());
    var log = new Log(new PrintStream(OutputStream.nullOutputStream()), clock);
    backend = LocalBackend.create(aws, queues, List.of(), clock, log);
    holdBack();
  }

  @AfterEach
  void stop() throws Exception {
    for (var source : closing.reversed()) {
      source.close();
    }
    aws.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_event_twice_and_in_any_order_makes_one_of_everything(long seed) {
    var tenant = new Seeded(backend);
    var scope = tenant.scope();
    var campaign = tenant.campaign();
    for (int i = 0; i < FILES; i++) {
      drop(scope, campaign, "file-" + i + ".txt", "text number " + i);
    }
    deliverAll(new Random(seed));
    var stores = new Stores(backend);
    var documents = stores.documents().list(scope, campaign, Page.Request.first(100)).items();
    assertThat(documents).hasSize(FILES).allMatch(d -> d.state().wire().equals("completed"));
    for (var document : documents) {
      var jobs = stores.jobs().list(scope, document.id(), Page.Request.first(10)).items();
      assertThat(jobs).singleElement().matches(job -> job.state().wire().equals("completed"));
      assertThat(stores.executions().of(scope, jobs.getFirst().id()))
          .singleElement()
          .matches(execution -> execution.state() == ExecutionState.COMPLETED);
    }
    assertThat(worked).hasValue(FILES);
    var events = stores.usage().list(scope, Page.Request.first(100)).items();
    assertThat(events.stream().filter(e -> e.type() == UsageType.UPLOAD)).hasSize(FILES);
    assertThat(events.stream().filter(e -> e.type() == UsageType.PROCESSOR_EXECUTION))
        .hasSize(FILES);
    assertThat(new Fsck(backend, () -> queues.resting(aws.sqs())).check().faults().values())
        .allSatisfy(faults -> assertThat(faults).isEmpty());
  }

  /** Delivers what is held, twice and shuffled, until nothing new comes of it. */
  private void deliverAll(Random random) {
    var quietSince = clock.instant();
    while (clock.instant().isBefore(quietSince.plus(QUIET))) {
      var pool = new ArrayList<Held>();
      for (var next = held.poll(); next != null; next = held.poll()) {
        pool.add(next);
        pool.add(next);
      }
      Collections.shuffle(pool, random);
      for (var one : pool) {
        var answer = Json.parse(one.function().invoke(Json.bytes(one.event())));
        if (!answer.path("batchItemFailures").isEmpty()) {
          held.add(one);
        }
      }
      if (pool.isEmpty()) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      } else {
        quietSince = clock.instant();
      }
    }
  }

  private void holdBack() {
    var upload = real("upload", new UploadHandler(backend));
    var uploads = new ObjectCreatedEventSource(aws, LocalBackend.BUCKET, holding(upload));
    uploads.start();
    closing.add(uploads);
    var streams =
        new Streams(aws.dynamoDbStreams(), backend, _ -> {})
            .feed(
                holding(real("dispatch", new DispatchHandler(backend))),
                holding(real("usage", new UsageHandler(backend))),
                holding(real("audit", new AuditHandler(backend))));
    streams.forEach(StreamEventSource::start);
    closing.addAll(streams);
    var pipeline =
        new PipelineHandler(
            backend, List.of(new Counting()), Duration.ofMinutes(1), Duration.ofMillis(10));
    var jobs =
        new QueueEventSource(
            QueueEventSource.Settings.of(queues.jobs(), 1, 1),
            holding(real("pipeline", pipeline)),
            aws.sqs());
    jobs.start();
    closing.add(jobs);
  }

  private LocalFunction real(String name, RequestHandler<?, ?> handler) {
    return LocalFunction.of(name, handler, Duration.ofMinutes(1), clock);
  }

  /** Returns a function that keeps its events for another one, each record by itself. */
  private LocalFunction holding(LocalFunction real) {
    RequestStreamHandler keep =
        (in, out, _) -> {
          var event = (ObjectNode) Json.parse(in.readAllBytes());
          for (JsonNode single : event.path("Records")) {
            var one = event.deepCopy();
            one.putArray("Records").add(single);
            held.add(new Held(real, one));
          }
          out.write("{\"batchItemFailures\":[]}".getBytes(StandardCharsets.UTF_8));
        };
    return LocalFunction.of(real.name(), keep, Duration.ofMinutes(1), clock);
  }

  /** Puts a file once: a client that repeats a PUT whose reply was lost finds it there. */
  private void drop(TenantScope scope, CampaignId campaign, String name, String text) {
    try {
      aws.s3()
          .putObject(
              p ->
                  p.bucket(backend.environment().bucket())
                      .key("tenants/" + scope.tenant() + "/inbox/" + campaign + "/" + name)
                      .ifNoneMatch("*"),
              RequestBody.fromString(text));
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
    }
  }

  /** Stands in for text extraction, and counts how often it works. */
  private final class Counting implements Processor {
    @Override
    public ProcessorRef ref() {
      return ProcessorRef.parse("text-extraction@1");
    }

    @Override
    public Result run(Task task) {
      worked.incrementAndGet();
      try {
        var text = Files.readString(task.document().path());
        return new Result.Done(Json.object().put("text", text), 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
