package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.MicroCredits;
import com.stash.local.demo.Sample.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Prints what came of the demo: for each tenant what was found, used, paid and logged. */
final class Report {
  private static final int LATEST = 5;

  private final Screen screen;

  Report(Screen screen) {
    this.screen = screen;
  }

  void tenant(Sender sender, List<Sent> sent) {
    screen.line("");
    screen.line(
        "%s  (tenant %s)"
            .formatted(sender.tenant().tenant().name(), sender.tenant().tenant().id()));
    sent.stream().filter(one -> one.sender() == sender).forEach(this::document);
    usage(sender);
    audit(sender);
  }

  /** Prints whether all is as expected and returns it. */
  boolean verdict(
      List<Sent> sent, List<Sender> senders, Duration took, boolean done, boolean canReadScans) {
    var unexpected = new ArrayList<String>();
    for (var one : sent) {
      if (!one.isAsExpected()) {
        unexpected.add(
            "%s: expected %s (%s), found %s (%s)"
                .formatted(
                    one.sample().file(),
                    one.sample().outcome(),
                    one.sample().detail(),
                    one.state(),
                    one.detail()));
      }
    }
    senders.stream()
        .filter(sender -> !verification(sender).path("whole").asBoolean())
        .forEach(sender -> unexpected.add(sender.slug() + ": the audit chain is not whole"));
    if (!done) {
      unexpected.add("it took too long: something is still under way");
    }
    screen.line("");
    if (!canReadScans) {
      screen.line(
          "Scans could not be read: tesseract is not installed (apt-get install tesseract-ocr).");
    }
    unexpected.forEach(line -> screen.line("UNEXPECTED  " + line));
    screen.line(
        "%d of %d outcomes as expected (%d announced, %d dropped into S3) in %.1f s, %.0f documents a minute."
            .formatted(
                sent.stream().filter(Sent::isAsExpected).count(),
                sent.size(),
                Demo.count(sent, Way.ANNOUNCED),
                Demo.count(sent, Way.DROPPED),
                took.toMillis() / 1000.0,
                sent.size() * 60_000.0 / Math.max(1, took.toMillis())));
    return unexpected.isEmpty();
  }

  private void document(Sent one) {
    var found = new ArrayList<String>();
    var fields = one.result().path("steps").path("fields").path("fields");
    fields
        .properties()
        .forEach(f -> found.add(f.getKey() + " " + value(f.getValue().path("value"))));
    var why = one.document().path("reason").path("message").asText();
    screen.line(
        "  %-22s %-10s %-19s %s"
            .formatted(
                one.sample().file(),
                one.state(),
                one.detail(),
                found.isEmpty() ? why : String.join(", ", found)));
  }

  private static String value(JsonNode value) {
    return value.isObject()
        ? value.path("amount").asText() + " " + value.path("currency").asText()
        : value.asText();
  }

  private void usage(Sender sender) {
    var usage = sender.api().get("/v1/usage");
    var sums = new TreeMap<String, long[]>();
    for (var line : usage.path("lines")) {
      var sum = sums.computeIfAbsent(line.path("type").asText(), _ -> new long[2]);
      sum[0] += line.path("events").asLong();
      sum[1] += line.path("costMicroCredits").asLong();
    }
    screen.line("  usage of " + usage.path("month").asText() + ":");
    sums.forEach(
        (type, sum) ->
            screen.line(
                "    %-20s %5d events %14s credits"
                    .formatted(type, sum[0], new MicroCredits(sum[1]))));
    screen.line(
        "    %-20s %12s %14s credits"
            .formatted(
                "balance", "", new MicroCredits(usage.path("balanceMicroCredits").asLong())));
  }

  private void audit(Sender sender) {
    var verification = verification(sender);
    screen.line(
        "  audit: %d entries, %s, head %.16s"
            .formatted(
                verification.path("entries").asLong(),
                verification.path("whole").asBoolean()
                    ? "chain whole"
                    : "BROKEN: " + verification.path("fault").asText(),
                verification.path("head").asText()));
    for (var entry : sender.api().get("/v1/audit?limit=" + LATEST).path("items")) {
      screen.line(
          "    %5d  %-28s %s  by %s:%s"
              .formatted(
                  entry.path("sequence").asLong(),
                  entry.path("action").asText(),
                  entry.path("occurredAt").asText(),
                  entry.path("actor").path("type").asText(),
                  entry.path("actor").path("id").asText()));
    }
  }

  private JsonNode verification(Sender sender) {
    return sender.api().get("/v1/audit/verification");
  }
}
