package com.stash.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.audit.AuditEntry;
import com.stash.campaigns.CampaignId;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.SweepHandler;
import com.stash.functions.triggers.UploadHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
import com.stash.local.lambda.LocalFunction;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.tenancy.TenantId;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each file under {@code events} is a real event of its trigger and does what its name says. */
class SampleEventsTest {
  private static final Path EVENTS = Path.of("..", "events");
  private static final CampaignId CAMPAIGN = new CampaignId("01KAT0000000000000CAMPA1GN");
  private static final DocumentId DOCUMENT = new DocumentId(CAMPAIGN, "01KAT000000000000000D0CMNT");
  private static final JobId JOB = new JobId(DOCUMENT, "01KAT00000000000000000J0B1");

  private SampleWorld world;

  @BeforeEach
  void start() {
    world = new SampleWorld(new TenantId("01KAT00000000000000000ACME"), CAMPAIGN);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void every_sample_is_tried_here() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(EVENTS)) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
    }
    assertThat(names)
        .containsExactly(
            "api-list-campaigns",
            "authorizer-malformed-key",
            "dead-letter-job",
            "dead-letter-unreadable",
            "queue-job",
            "schedule-sweep",
            "stream-campaign-published",
            "stream-execution-completed",
            "stream-job-queued",
            "upload-announced",
            "upload-dropped-in-inbox",
            "upload-malformed-key");
  }

  @Test
  void api_list_campaigns() {
    var answer = invoke(new ApiHandler(world.backend()), "api-list-campaigns");
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText()).contains(CAMPAIGN.value());
  }

  @Test
  void authorizer_malformed_key() {
    var answer = invoke(new AuthorizerHandler(world.backend()), "authorizer-malformed-key");
    assertThat(answer).hasToString("{\"isAuthorized\":true,\"context\":{}}");
  }

  @Test
  void upload_announced() {
    world.announce(DOCUMENT);
    world.put("documents/" + CAMPAIGN + "/" + DOCUMENT + "/original");
    invoke(new UploadHandler(world.backend()), "upload-announced");
    assertThat(document().state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void upload_dropped_in_inbox() {
    world.put("inbox/" + CAMPAIGN + "/2026/meeting notes.txt");
    invoke(new UploadHandler(world.backend()), "upload-dropped-in-inbox");
    assertThat(world.documents())
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.filename()).isEqualTo("meeting notes.txt");
              assertThat(dropped.state()).isEqualTo(DocumentState.QUEUED);
            });
  }

  @Test
  void upload_malformed_key() {
    world.putRaw("tenants/not-a-tenant/inbox/file.txt");
    invoke(new UploadHandler(world.backend()), "upload-malformed-key");
    assertThat(world.documents()).isEmpty();
    assertThat(world.objects("tenants/not-a-tenant/")).isEmpty();
    assertThat(world.objects("set-aside/")).hasSize(1);
  }

  @Test
  void stream_job_queued() {
    invoke(new DispatchHandler(world.backend()), "stream-job-queued");
    assertThat(world.nextMessage()).contains(JOB.key());
  }

  @Test
  void stream_execution_completed() {
    invoke(new UsageHandler(world.backend()), "stream-execution-completed");
    assertThat(world.stores().usage().list(world.scope(), Page.Request.first(10)).items())
        .filteredOn(event -> event.type() == UsageType.PROCESSOR_EXECUTION)
        .singleElement()
        .extracting(UsageEvent::units, event -> event.cost().value())
        .containsExactly(2L, 2000L);
  }

  @Test
  void stream_campaign_published() {
    invoke(new AuditHandler(world.backend()), "stream-campaign-published");
    assertThat(world.stores().audit().list(world.scope(), Page.Request.first(10)).items())
        .singleElement()
        .extracting(AuditEntry::draft)
        .satisfies(
            draft -> {
              assertThat(draft.action()).isEqualTo("campaign.active");
              assertThat(draft.before().path("state").asText()).isEqualTo("draft");
            });
  }

  @Test
  void queue_job() {
    world.queue(DOCUMENT, JOB);
    var pipeline =
        new PipelineHandler(
            world.backend(), List.of(new Plain()), Duration.ofMinutes(1), Duration.ofMillis(10));
    assertThat(invoke(pipeline, "queue-job").path("batchItemFailures")).isEmpty();
    assertThat(document().state()).isEqualTo(DocumentState.COMPLETED);
  }

  @Test
  void dead_letter_job() {
    world.queue(DOCUMENT, JOB);
    invoke(new DeadLetterHandler(world.backend()), "dead-letter-job");
    assertThat(world.stores().jobs().find(world.scope(), JOB))
        .map(Job::state)
        .contains(JobState.FAILED);
    assertThat(document().state()).isEqualTo(DocumentState.FAILED);
  }

  @Test
  void dead_letter_unreadable() {
    invoke(new DeadLetterHandler(world.backend()), "dead-letter-unreadable");
    assertThat(world.platformIncidents()).singleElement().asString().contains("unreadable_message");
  }

  @Test
  void schedule_sweep() {
    world.announce(DOCUMENT);
    world.laterBy(Duration.ofHours(2));
    invoke(new SweepHandler(world.backend(), Duration.ofHours(6)), "schedule-sweep");
    assertThat(document().state()).isEqualTo(DocumentState.EXPIRED);
  }

  private Document document() {
    return world.stores().documents().find(world.scope(), DOCUMENT).orElseThrow();
  }

  private JsonNode invoke(RequestHandler<?, ?> handler, String sample) {
    return answer(
        LocalFunction.of(sample, handler, Duration.ofMinutes(1), world.backend().clock()), sample);
  }

  private JsonNode invoke(RequestStreamHandler handler, String sample) {
    return answer(
        LocalFunction.of(sample, handler, Duration.ofMinutes(1), world.backend().clock()), sample);
  }

  private static JsonNode answer(LocalFunction function, String sample) {
    try {
      var answer = function.invoke(Files.readAllBytes(EVENTS.resolve(sample + ".json")));
      return answer.length == 0 ? Json.object() : Json.parse(answer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a text as it is. */
  private static final class Plain implements Processor {
    @Override
    public ProcessorRef ref() {
      return ProcessorRef.parse("text-extraction@1");
    }

    @Override
    public Result run(Task task) {
      try {
        var text = Files.readString(task.document().path(), StandardCharsets.UTF_8);
        return new Result.Done(Json.object().put("text", text), 1);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
