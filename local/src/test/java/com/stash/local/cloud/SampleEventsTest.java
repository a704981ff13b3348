package com.stash.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.audit.AuditEntry;
import com.stash.campaigns.CampaignId;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.SweepHandler;
import com.stash.functions.triggers.UploadHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each file under {@code events} is a real event of its trigger and does what its name says. Those
 * of the API are in {@link SampleRequestsTest}.
 */
class SampleEventsTest {
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
  void every_sample_has_its_test_and_every_test_its_sample() throws IOException {
    var tests =
        Stream.of(SampleEventsTest.class, SampleRequestsTest.class)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName().replace('_', '-'))
            .filter(name -> !name.startsWith("every-"));
    assertThat(tests).containsExactlyInAnyOrderElementsOf(Samples.names());
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
  void upload_own_result() {
    invoke(new UploadHandler(world.backend()), "upload-own-result");
    assertThat(world.documents()).isEmpty();
    assertThat(world.objects("set-aside/")).isEmpty();
  }

  @Test
  void stream_job_queued() {
    invoke(new DispatchHandler(world.backend()), "stream-job-queued");
    assertThat(world.nextMessage()).contains(JOB.key());
  }

  @Test
  void stream_execution_completed() {
    invoke(new UsageHandler(world.backend()), "stream-execution-completed");
    assertThat(usage())
        .filteredOn(event -> event.type() == UsageType.PROCESSOR_EXECUTION)
        .singleElement()
        .extracting(UsageEvent::units, event -> event.cost().value())
        .containsExactly(2L, 2000L);
  }

  @Test
  void stream_document_received() {
    invoke(new UsageHandler(world.backend()), "stream-document-received");
    assertThat(usage()).extracting(UsageEvent::type).contains(UsageType.UPLOAD, UsageType.STORAGE);
  }

  @Test
  void stream_credits_granted() {
    invoke(new UsageHandler(world.backend()), "stream-credits-granted");
    assertThat(usage())
        .filteredOn(event -> event.type() == UsageType.CREDIT_GRANT)
        .extracting(event -> event.cost().value())
        .as("an event that comes twice counts once")
        .containsOnlyOnce(-5_000_000L);
  }

  @Test
  void stream_key_revoked() {
    invoke(new AuditHandler(world.backend()), "stream-key-revoked");
    assertThat(world.stores().audit().list(world.scope(), Page.Request.first(10)).items())
        .singleElement()
        .extracting(AuditEntry::draft)
        .satisfies(
            draft -> {
              assertThat(draft.action()).isEqualTo("api_key.revoked");
              assertThat(draft.before().path("state").asText()).isEqualTo("active");
              assertThat(draft.toString()).doesNotContain("secretHash");
            });
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
  void queue_unreadable() {
    var pipeline =
        new PipelineHandler(
            world.backend(), List.of(), Duration.ofMinutes(1), Duration.ofMillis(10));
    var failures = invoke(pipeline, "queue-unreadable").path("batchItemFailures");
    assertThat(failures.findValuesAsText("itemIdentifier"))
        .containsExactly(Samples.read("queue-unreadable").at("/Records/0/messageId").asText());
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

  private List<UsageEvent> usage() {
    return world.stores().usage().list(world.scope(), Page.Request.first(10)).items();
  }

  private Document document() {
    return world.stores().documents().find(world.scope(), DOCUMENT).orElseThrow();
  }

  private JsonNode invoke(RequestHandler<?, ?> handler, String sample) {
    return new Samples(world.backend()).invoke(handler, sample);
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
