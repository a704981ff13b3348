package com.stash.local.api;

import static com.stash.local.api.Client.DOCUMENT;
import static com.stash.local.api.Client.JOBS;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultApiTest {
  private final Client acme = World.ONE.tenant();
  private final String campaign = acme.campaign("results");

  @Test
  void a_processed_document_has_a_result_by_step() {
    var document = Processed.document(acme, campaign, "a.pdf");
    var result = result(document.id().value());
    assertThat(result.body().at("/steps/text/text").asText()).isEqualTo("hello");
    assertThat(result.text("jobId"))
        .isEqualTo(Objects.requireNonNull(document.currentJob()).value());
  }

  @Test
  void a_linked_duplicate_gives_the_originals_result() {
    var original = Processed.document(acme, campaign, "a.pdf");
    var duplicate = Processed.duplicate(acme, campaign, original.id());
    assertThat(result(duplicate.id().value()).text("documentId")).isEqualTo(original.id().value());
    var read = acme.get(DOCUMENT, campaign, duplicate.id().value()).expect(200);
    assertThat(read.text("duplicateOf")).isEqualTo(original.id().value());
    assertThat(read.body().at("/reason/code").asText()).isEqualTo("duplicate");
  }

  @Test
  void a_result_too_large_for_an_answer_comes_as_an_address() {
    var random = new Random(1);
    var noise = new StringBuilder();
    while (noise.length() < 6_000_000) {
      noise.append((char) ('a' + random.nextInt(26)));
    }
    var steps = Json.object().put("text", noise.toString());
    var document = Processed.document(acme, campaign, "large.pdf", steps);
    var result = result(document.id().value());
    assertThat(result.body().has("steps")).isFalse();
    assertThat(result.body().at("/download/url").asText()).contains("/results/");
  }

  @Test
  void a_result_that_is_small_only_when_compressed_is_refused() {
    var steps = Json.object().put("text", "x".repeat(6_000_000));
    var document = Processed.document(acme, campaign, "bomb.pdf", steps);
    acme.get(DOCUMENT + "/result", campaign, document.id().value()).expect(413);
  }

  @Test
  void a_job_is_read_with_its_executions() {
    var document = Processed.document(acme, campaign, "a.pdf");
    var id = document.id().value();
    var listed = acme.get(JOBS, campaign, id).expect(200);
    assertThat(listed.items()).hasSize(1);
    var job = listed.items().get(0).path("id").asText();
    var read = acme.get(JOBS + "/{jobId}", campaign, id, job).expect(200);
    assertThat(read.etag()).isEqualTo("\"1\"");
    assertThat(read.text("state")).isEqualTo("completed");
    var execution = read.body().path("executions").get(0);
    assertThat(execution.path("step").asText()).isEqualTo("text");
    assertThat(execution.path("costMicroCredits").asLong()).isEqualTo(1_000);
  }

  private Reply result(String document) {
    return acme.get(DOCUMENT + "/result", campaign, document).expect(200);
  }
}
