package com.stash.kernel;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON line for each thing worth knowing. Lines carry ids and codes, never a document's
 * content, a request's body or a secret.
 */
public final class Log {
  private static final int MOST_STACK = 8_000;

  private final PrintStream out;
  private final Clock clock;

  public Log(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Writes a line with pairs of names and values. */
  public void info(String event, String tenant, String requestId, String... pairs) {
    write("info", event, tenant, requestId, null, pairs);
  }

  /** Writes a line about a failure, with its stack. */
  public void error(
      String event, String tenant, String requestId, Throwable cause, String... pairs) {
    var stack = new StringWriter();
    cause.printStackTrace(new PrintWriter(stack));
    var text = stack.toString();
    write(
        "error",
        event,
        tenant,
        requestId,
        text.length() > MOST_STACK ? text.substring(0, MOST_STACK) : text,
        pairs);
  }

  private void write(
      String level,
      String event,
      String tenant,
      String requestId,
      @Nullable String stack,
      String... pairs) {
    var line = Json.object();
    line.put("time", clock.instant().toString()).put("level", level).put("event", event);
    line.put("tenantId", tenant).put("requestId", requestId);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.put(pairs[i], pairs[i + 1]);
    }
    if (stack != null) {
      line.put("stack", stack);
    }
    out.println(line);
  }
}
