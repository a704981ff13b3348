package com.stash.processors.builtin.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code webhook@1}: posts what the step is given as JSON to another system, signed with the
 * credential {@code webhook.signing-secret}. Each attempt of a step bears the same {@code
 * webhook-id}, so that a receiver takes it once.
 */
public final class Webhook implements Processor {
  static final String SECRET = "webhook.signing-secret";
  private static final ProcessorRef REF = new ProcessorRef("webhook", 1);
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Targets targets;
  private final Posting posting;
  private final Clock clock;

  /** Stands on the client, which should neither follow redirects nor know a proxy. */
  public Webhook(HttpClient http, Targets targets, Clock clock) {
    this.targets = targets;
    this.posting = new Posting(http);
    this.clock = clock;
  }

  /** Returns a client as it should be. */
  public static HttpClient client() {
    return Posting.client();
  }

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    var now = clock.instant();
    var body = body(task, now);
    if (body.length > MOST_BYTES) {
      return new Result.Refused(
          ErrorClass.CONFIGURATION,
          "webhook_too_large",
          "The message has more than 64 KiB. Choose less as data, or send where it is.");
    }
    var url = task.config().path("url").asText();
    try {
      return switch (targets.check(url)) {
        case Outcome.Refused<URI>(var refusal) -> Result.Refused.configuration(refusal);
        case Outcome.Done<URI>(var target) -> send(task, target, body, now);
      };
    } catch (UnknownHostException e) {
      return Posting.unreachable(URI.create(url).getHost(), e);
    }
  }

  private Result send(Task task, URI target, byte[] body, Instant now) throws InterruptedException {
    var id = "msg_" + task.place().job() + "_" + task.place().step();
    return switch (signature(task, id, now.getEpochSecond(), body)) {
      case Outcome.Refused<String>(var refusal) -> Result.Refused.configuration(refusal);
      case Outcome.Done<String>(var signature) ->
          posting.post(
              HttpRequest.newBuilder(target)
                  .timeout(limit(task))
                  .header("content-type", "application/json")
                  .header("user-agent", "Stash")
                  .header("webhook-id", id)
                  .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                  .header("webhook-signature", signature)
                  .POST(BodyPublishers.ofByteArray(body))
                  .build(),
              id);
    };
  }

  private static Outcome<String> signature(Task task, String id, long timestamp, byte[] body) {
    return task.secrets()
        .open(SECRET)
        .flatMap(
            secret -> {
              try (secret) {
                return Signing.sign(secret, id, timestamp, body);
              }
            });
  }

  private static byte[] body(Task task, Instant now) {
    var message = JsonNodeFactory.instance.objectNode();
    message.put("type", task.config().path("type").asText("document.processed"));
    message.put("timestamp", now.toString());
    var data = message.putObject("data");
    data.put("campaignId", task.place().campaign());
    data.put("documentId", task.place().document());
    data.put("jobId", task.place().job());
    data.put("filename", task.document().filename());
    if (task.config().has("data")) {
      data.set("fields", task.config().get("data"));
    }
    return Json.bytes(message);
  }

  /** The answer must be there before the runner would stop the step. */
  private static Duration limit(Task task) {
    var most = task.timeout().multipliedBy(4).dividedBy(5);
    return most.compareTo(LONGEST) > 0 ? LONGEST : most;
  }
}
