package com.stash.processors.builtin.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Result;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/** Sends one message and says what its answer means. */
final class Posting {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final HttpClient http;

  Posting(HttpClient http) {
    this.http = http;
  }

  /** Returns a client that goes where it is told and nowhere else. */
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY)
        .connectTimeout(CONNECT)
        .build();
  }

  Result post(HttpRequest request, String id) throws InterruptedException {
    try {
      var answer = http.send(request, BodyHandlers.ofInputStream());
      // Nothing of the body is of interest, however long it is: closing it ends the connection.
      answer.body().close();
      return meaning(answer, id);
    } catch (IOException e) {
      return unreachable(request.uri().getHost(), e);
    }
  }

  static Result unreachable(String host, IOException e) {
    return new Result.Later(
        "webhook_unreachable",
        "The webhook's host %s did not answer: %s.".formatted(host, e.getClass().getSimpleName()),
        SHORT);
  }

  private static Result meaning(HttpResponse<?> answer, String id) {
    int status = answer.statusCode();
    var said = "The webhook's host %s answered %d.".formatted(answer.uri().getHost(), status);
    if (status / 100 == 2) {
      var output = JsonNodeFactory.instance.objectNode();
      return new Result.Done(output.put("status", status).put("webhookId", id), 1);
    }
    if (PASSING.contains(status) || status / 100 == 5) {
      return new Result.Later("webhook_unavailable", said, pause(answer));
    }
    var advice =
        status / 100 == 3
            ? " Redirects are not followed: configure the final url."
            : " Look there for the reason, mend it, and retry the job.";
    return new Result.Refused(ErrorClass.PERMANENT, "webhook_refused", said + advice);
  }

  /** Honours a {@code Retry-After} in seconds, within bounds. */
  private static Duration pause(HttpResponse<?> answer) {
    var asked =
        answer
            .headers()
            .firstValue("retry-after")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(SHORT);
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }
}
