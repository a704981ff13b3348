package com.stash.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;

/**
 * Writes one JSON line for each thing worth knowing. Lines carry ids and codes, never a document's
 * content, a request's body or a secret. A line about something that took its time is a metric,
 * too.
 */
public final class Log {
  private static final int MOST_STACK = 8_000;

  private static final String MILLISECONDS = "milliseconds";

  private final PrintStream out;
  private final Clock clock;
  private final String namespace;

  public Log(PrintStream out, Clock clock) {
    this(out, clock, "stash");
  }

  /** {@code namespace} is what the metrics are found under in CloudWatch. */
  public Log(PrintStream out, Clock clock, String namespace) {
    this.out = out;
    this.clock = clock;
    this.namespace = namespace;
  }

  /** Writes a line with pairs of names and values. */
  public void info(String event, String tenant, String requestId, String... pairs) {
    out.println(line("info", event, tenant, requestId, pairs));
  }

  /**
   * Writes a line about what took its time. CloudWatch makes a metric of it, one for each event,
   * and the line says for whom and in which request each of its values was measured.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
   *     metric format</a>
   */
  public void timed(String event, String tenant, String requestId, Duration took, String... pairs) {
    var line = line("info", event, tenant, requestId, pairs).put(MILLISECONDS, took.toMillis());
    var metadata = line.putObject("_aws").put("Timestamp", clock.millis());
    var metric = metadata.putArray("CloudWatchMetrics").addObject().put("Namespace", namespace);
    metric.putArray("Dimensions").addArray().add("event");
    metric.putArray("Metrics").addObject().put("Name", MILLISECONDS).put("Unit", "Milliseconds");
    out.println(line);
  }

  /** Writes a line about a failure, with its stack. */
  public void error(
      String event, String tenant, String requestId, Throwable cause, String... pairs) {
    var stack = new StringWriter();
    cause.printStackTrace(new PrintWriter(stack));
    var text = stack.toString();
    var line = line("error", event, tenant, requestId, pairs);
    out.println(
        line.put("stack", text.length() > MOST_STACK ? text.substring(0, MOST_STACK) : text));
  }

  private ObjectNode line(
      String level, String event, String tenant, String requestId, String... pairs) {
    var line = Json.object();
    line.put("time", clock.instant().toString()).put("level", level).put("event", event);
    line.put("tenantId", tenant).put("requestId", requestId);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.put(pairs[i], pairs[i + 1]);
    }
    return line;
  }
}
