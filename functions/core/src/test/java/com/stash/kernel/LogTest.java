package com.stash.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.testing.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Log log =
      new Log(new PrintStream(written, true, UTF_8), Clock.fixed(Sample.NOON, ZoneOffset.UTC));

  @Test
  void a_line_is_one_json_object() {
    log.info("job_done", "t", "r", "job", "a\nb", "left over");
    var lines = lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .hasToString(
            "{\"time\":\"2026-03-31T12:00:00.123Z\",\"level\":\"info\",\"event\":\"job_done\","
                + "\"tenantId\":\"t\",\"requestId\":\"r\",\"job\":\"a\\nb\"}");
  }

  @Test
  void a_failure_carries_the_beginning_of_its_stack() {
    log.error("broken", "t", "r", new IllegalStateException("x".repeat(10_000)), "step", "s");
    log.error("broken", "t", "r", new IllegalStateException("short"));
    var lines = lines();
    assertThat(lines.get(0).path("stack").asText())
        .hasSize(8_000)
        .startsWith("java.lang.IllegalStateException: xxx");
    assertThat(lines.get(0).path("step").asText()).isEqualTo("s");
    assertThat(lines.get(1).path("level").asText()).isEqualTo("error");
    assertThat(lines.get(1).path("stack").asText()).contains("short").contains("LogTest");
  }

  @Test
  void what_took_its_time_is_a_metric_that_says_for_whom_and_in_which_request() {
    log.timed("request", "t", "r", Duration.ofMillis(17), "status", "200");
    assertThat(lines().getFirst())
        .hasToString(
            "{\"time\":\"2026-03-31T12:00:00.123Z\",\"level\":\"info\",\"event\":\"request\","
                + "\"tenantId\":\"t\",\"requestId\":\"r\",\"status\":\"200\",\"milliseconds\":17,"
                + "\"_aws\":{\"Timestamp\":1774958400123,\"CloudWatchMetrics\":[{\"Namespace\":"
                + "\"stash\",\"Dimensions\":[[\"event\"]],\"Metrics\":[{\"Name\":\"milliseconds\","
                + "\"Unit\":\"Milliseconds\"}]}]}}");
  }

  private List<JsonNode> lines() {
    return written.toString(UTF_8).lines().map(line -> Json.parse(line.getBytes(UTF_8))).toList();
  }
}
