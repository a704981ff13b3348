package com.stash.local.cloud;

import static com.stash.local.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.stash.audit.VerifyingAudit;
import com.stash.documents.Announcement;
import com.stash.documents.AnnouncingDocuments;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects.UploadTicket;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.UploadHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.local.lambda.LocalFunction;
import com.stash.local.lambda.QueueEventSource;
import com.stash.processors.builtin.BuiltIns;
import com.stash.processors.builtin.parsing.ParserSettings;
import com.stash.processors.builtin.webhook.Targets;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.usage.UsageType;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The main job, from an announced upload to the verified audit trail, on whatever services a
 * backend has. Streams and queue are read as they are; only what S3 would say of the upload is said
 * by hand.
 */
final class MainFlow implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final byte[] LETTER =
      "This agreement is made on 24 November 2026.".getBytes(UTF_8);

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final Backend backend;
  private final Stores stores;
  private final Seeded seeded;
  private final LocalFunction upload;

  MainFlow(Backend backend, DynamoDbStreamsClient streams) {
    this.backend = backend;
    this.stores = new Stores(backend);
    this.seeded = new Seeded(backend);
    this.upload = function("upload", new UploadHandler(backend));
    var builtIns =
        closed(
            new BuiltIns(
                Json.MAPPER,
                ParserSettings.ofThisJvm(1),
                Optional.empty(),
                Targets.local(),
                backend.clock()));
    var pipeline =
        function(
            "pipeline", new PipelineHandler(backend, builtIns.all(), LEASE, Duration.ofSeconds(1)));
    closed(
            new QueueEventSource(
                QueueEventSource.Settings.of(backend.environment().jobQueueUrl(), 1, 1),
                pipeline,
                backend.sqs()))
        .start();
    new Streams(streams, backend, record -> {})
        .feed(
            function("dispatch", new DispatchHandler(backend)),
            function("usage", new UsageHandler(backend)),
            function("audit", new AuditHandler(backend)))
        .forEach(source -> closed(source).start());
  }

  /** Sends a letter and waits until all that comes of it is there. */
  void run() throws Exception {
    var scope = seeded.scope();
    var document = send();
    eventually(
        PATIENCE,
        () ->
            assertThat(stores.documents().find(scope, document.id()))
                .map(Document::state)
                .contains(DocumentState.COMPLETED));
    var done = stores.documents().find(scope, document.id()).orElseThrow();
    var job = Objects.requireNonNull(done.currentJob());
    assertThat(stores.executions().of(scope, job)).hasSize(1);
    assertThat(stores.executions().result(scope, job)).isPresent();
    eventually(
        PATIENCE,
        () -> {
          var events = stores.usage().list(scope, Page.Request.first(100)).items();
          assertThat(events.stream().map(event -> event.type()))
              .contains(UsageType.UPLOAD, UsageType.STORAGE, UsageType.PROCESSOR_EXECUTION);
          var entries = stores.audit().list(scope, Page.Request.first(100)).items();
          assertThat(entries.stream().map(entry -> entry.draft().action()))
              .contains("document.completed", "document_job.completed");
        });
    var report = new VerifyingAudit(stores.audit()).verify(scope);
    assertThat(report.isWhole()).as(String.valueOf(report.fault())).isTrue();
  }

  private Document send() throws Exception {
    var announcing =
        new AnnouncingDocuments(
            stores.campaigns(),
            stores.documents(),
            stores.admission(),
            stores.transactions(),
            stores.claims(),
            stores.objects(),
            new Ids(backend.clock(), backend.random()),
            backend.clock());
    var said = new Announcement("letter.txt", "text/plain", LETTER.length, Sha256.of(LETTER));
    var announced =
        announcing
            .announce(
                seeded.scope(),
                new AnnouncingDocuments.Wish(seeded.campaign(), said, Map.of(), List.of()),
                null)
            .orThrow();
    put(Objects.requireNonNull(announced.upload()));
    upload.invoke(
        event(ObjectKey.inBucket(seeded.scope().tenant(), announced.document().object())));
    return announced.document();
  }

  private static void put(UploadTicket ticket) throws Exception {
    var request = HttpRequest.newBuilder(ticket.url()).PUT(BodyPublishers.ofByteArray(LETTER));
    ticket
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("host")) {
                request.header(name, value);
              }
            });
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private byte[] event(String key) {
    var event = Json.object();
    var record = event.putArray("Records").addObject().put("eventName", "ObjectCreated:Put");
    record.put("eventTime", backend.clock().instant().toString());
    var s3 = record.putObject("s3");
    s3.putObject("bucket").put("name", backend.environment().bucket());
    s3.putObject("object").put("key", key).put("size", LETTER.length).put("sequencer", "01");
    return Json.bytes(event);
  }

  private LocalFunction function(String name, RequestHandler<?, ?> handler) {
    return LocalFunction.of(name, handler, LEASE, backend.clock());
  }

  private <T extends AutoCloseable> T closed(T resource) {
    closing.push(resource);
    return resource;
  }

  @Override
  public void close() {
    for (var resource : closing) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("it did not stop", e);
      }
    }
  }
}
