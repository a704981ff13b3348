package com.stash.pipeline;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.JOB;
import static com.stash.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.CampaignId;
import com.stash.documents.JobId;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.RowChange;
import com.stash.kernel.Sha256;
import com.stash.pipeline.JobQueue.Delayed;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobMessageTest {
  private static final JobMessage MESSAGE = new JobMessage(ACME, JOB, 3);
  private final DispatchingJobs dispatching =
      new DispatchingJobs(Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void a_message_reads_back_as_itself() {
    assertThat(MESSAGE.toJson())
        .isEqualTo("{\"tenantId\":\"" + ACME + "\",\"job\":\"" + JOB.key() + "\",\"round\":3}");
    assertThat(JobMessage.parse(MESSAGE.toJson())).isEqualTo(MESSAGE);
    assertThat(JobMessage.parse(MESSAGE.toJson().replace(",\"round\":3", "")).round()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "[]",
        "{}",
        "{\"tenantId\":\"01J0000000000000000000ACME\"}",
        "{\"tenantId\":\"acme\",\"job\":\"a#b#c\"}",
        "{\"tenantId\":\"01J0000000000000000000ACME\",\"job\":\"a#b#c\"}",
        "{\"tenantId\":\"01J0000000000000000000ACME\",\"tenantId\":\"01J0000000000000000000ACME\"}",
        "{\"tenantId\":{\"a\":1},\"job\":[]}"
      })
  void what_is_no_message_is_refused(String body) {
    assertThatThrownBy(() -> JobMessage.parse(body)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-3600,0", "0,0", "1,1", "60,60", "900,900", "901,900", "86400,900"})
  void a_job_is_sent_with_a_delay_that_the_queue_knows(long wait, long delay) {
    assertThat(dispatching.message(job("queued", wait)))
        .contains(new Delayed(MESSAGE, Duration.ofSeconds(delay)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "completed", "failed", "cancelled"})
  void a_job_that_does_not_wait_is_not_sent(String state) {
    assertThat(dispatching.message(job(state, 0))).isEmpty();
  }

  @Test
  void a_deleted_job_is_not_sent() {
    var gone = new RowChange("jobs", ACME.value(), JOB.key(), job("queued", 0).after(), null);
    assertThat(dispatching.message(gone)).isEmpty();
  }

  @Test
  void an_execution_is_known_by_job_step_and_attempt() {
    var id = new ExecutionId(JOB, "read", 12);
    assertThat(id.key()).isEqualTo(JOB.key() + "#read#0012");
    assertThat(ExecutionId.parse(id.key())).isEqualTo(id);
    assertThat(id.key()).isGreaterThan(new ExecutionId(JOB, "read", 9).key());
  }

  @Test
  void another_shape_is_no_execution() {
    for (var wrong :
        List.of("", "#", "#1", JOB.key(), JOB.key() + "#read#", JOB.key() + "#R#0001")) {
      assertThatThrownBy(() -> ExecutionId.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new ExecutionId(JOB, "read", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExecutionId(JOB, "read", 10_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void executions_add_up() {
    assertThat(Execution.totals(List.of()).tokens()).isZero();
    var totals = Execution.totals(List.of(execution(3, 10), execution(4, 20)));
    assertThat(totals.tokens()).isEqualTo(7);
    assertThat(totals.cost()).isEqualTo(new MicroCredits(30));
    assertThat(execution(1, 1).key()).isEqualTo(JOB.key() + "#read#0001");
  }

  @Test
  void a_result_is_known_by_its_job() {
    var body = Body.Inline.of(new byte[] {1, 2, 3});
    assertThat(body).isEqualTo(new Body.Inline("AQID"));
    assertThat(body.gzip()).containsExactly(1, 2, 3);
    var other = new JobId(JOB.document(), "01J0000000000000000000J0B2");
    assertThat(new DocumentResult(other, body, com.stash.testing.Sample.stamp()).key())
        .isEqualTo(other.key());
    assertThat(new CampaignId("01J0000000000000000000CAMP")).isEqualTo(JOB.campaign());
  }

  private static Execution execution(long tokens, long cost) {
    return new Execution(
        new ExecutionId(JOB, "read", 1),
        com.stash.processors.ProcessorRef.parse("ocr@1"),
        ExecutionState.COMPLETED,
        Sha256.of("in"),
        null,
        "page",
        1,
        tokens,
        new MicroCredits(cost),
        "p",
        5,
        null,
        com.stash.testing.Sample.stamp());
  }

  private static RowChange job(String state, long wait) {
    var image =
        Json.object().put("state", state).put("nextAttemptAt", NOON.plusSeconds(wait).toString());
    image.put("maxAttempts", 3);
    return new RowChange("jobs", ACME.value(), JOB.key(), null, image);
  }
}
