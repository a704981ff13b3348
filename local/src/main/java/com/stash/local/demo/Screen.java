package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.MicroCredits;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows progress: a table that redraws itself in a terminal, plain lines of changes elsewhere. */
public final class Screen {
  private static final String HEAD =
      "  %-8s %-10s %-22s %-9s %-16s %7s %8s %10s %s"
          .formatted(
              "tenant", "campaign", "file", "way", "state", "steps", "ms", "credits", "found");

  private final PrintStream out;
  private final int width;
  private final Map<Sent, String> shown = new HashMap<>();
  private int lines;

  /** Shows on a terminal of so many columns; 0 for what is no terminal. */
  public Screen(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** Prints a line below everything shown so far. */
  public void line(String text) {
    out.println(text);
  }

  /** Shows how all samples are; the last time they are shown for good. */
  void progress(List<Sent> sent, boolean last) {
    if (width > 0) {
      redraw(sent);
      if (last) {
        lines = 0;
      }
    } else {
      printChanges(sent);
    }
    out.flush();
  }

  private void redraw(List<Sent> sent) {
    var rows = new ArrayList<String>();
    rows.add(cut(HEAD));
    sent.forEach(one -> rows.add(colour(one) + cut(row(one)) + "\u001b[0m"));
    var text = new StringBuilder();
    if (lines > 0) {
      text.append("\u001b[").append(lines).append('A');
    }
    rows.forEach(row -> text.append("\r\u001b[2K").append(row).append('\n'));
    out.print(text);
    lines = rows.size();
  }

  /** A row that wraps would put the next redrawing out of place. */
  private String cut(String row) {
    return row.length() < width ? row : row.substring(0, width - 1);
  }

  private void printChanges(List<Sent> sent) {
    for (var one : sent) {
      var now = one.state() + " " + one.detail();
      if (!now.equals(shown.put(one, now))) {
        out.println(row(one));
      }
    }
  }

  private static String row(Sent one) {
    var cost = one.document().path("totals").path("costMicroCredits");
    return "  %-8s %-10s %-22s %-9s %-16s %7s %8s %10s %s"
        .formatted(
            one.sample().tenant(),
            one.sample().campaign(),
            one.sample().file(),
            one.sample().way().name().toLowerCase(Locale.ROOT),
            one.state(),
            steps(one.job()),
            milliseconds(one.job()),
            cost.isMissingNode() ? "" : new MicroCredits(cost.asLong()),
            one.detail())
        .stripTrailing();
  }

  private static String steps(JsonNode job) {
    return job.has("stepsTotal") ? done(job) + "/" + job.path("stepsTotal").asInt() : "";
  }

  private static long done(JsonNode job) {
    return job.path("executions")
        .valueStream()
        .map(execution -> execution.path("step").asText())
        .collect(Collectors.toSet())
        .size();
  }

  private static String milliseconds(JsonNode job) {
    var spent =
        job.path("executions").valueStream().mapToLong(e -> e.path("durationMs").asLong()).sum();
    return spent == 0 ? "" : Long.toString(spent);
  }

  private static String colour(Sent one) {
    return switch (one.state()) {
      case "completed" -> "\u001b[32m";
      case "failed", "rejected", "set aside" -> "\u001b[33m";
      case "processing" -> "\u001b[36m";
      default -> "";
    };
  }
}
