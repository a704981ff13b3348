package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.processors.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A small pool of parser processes, started when first needed and reused. A document that breaks
 * its process fails alone: the next one gets a fresh process.
 */
public final class Parsers implements AutoCloseable {
  private final JsonMapper json;
  private final ParserSettings settings;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<ParserProcess> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  public Parsers(JsonMapper json, ParserSettings settings) {
    this.json = json;
    this.settings = settings;
    this.permits = new Semaphore(settings.processes(), true);
  }

  /** Has a child do one operation within the time given. */
  public Answer ask(Operation operation, ObjectNode request, Duration timeout)
      throws InterruptedException {
    var deadline = Deadline.in(timeout);
    if (!permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      return later("parsers_busy", "All parser processes are busy.");
    }
    try {
      return askOne(request.put("operation", operation.name()), deadline);
    } finally {
      permits.release();
    }
  }

  private Answer askOne(ObjectNode request, Deadline deadline) throws InterruptedException {
    ParserProcess process;
    try {
      process = take();
    } catch (IOException | TimeoutException e) {
      return later("parser_unavailable", "The parser process did not start.");
    }
    var whole = false;
    try {
      var reply = process.exchange(json.writeValueAsBytes(request), deadline.left());
      var answer = json.readTree(reply);
      whole = !faultOf(answer).equals(Fault.DOCUMENT_TOO_COMPLEX.name());
      return read(answer);
    } catch (TimeoutException e) {
      return new Answer.Failed(Fault.PARSE_TIMEOUT.asResult());
    } catch (IOException | IllegalArgumentException e) {
      return new Answer.Failed(Fault.DOCUMENT_TOO_COMPLEX.asResult());
    } finally {
      giveBack(process, whole);
    }
  }

  private static Answer read(JsonNode reply) {
    if (reply.path("given") instanceof ObjectNode given) {
      return new Answer.Given(given);
    }
    return new Answer.Failed(Fault.valueOf(faultOf(reply)).asResult());
  }

  /** After a stack overflow a JVM's classes may be half made: that process is not used again. */
  private static String faultOf(JsonNode reply) {
    return reply.path("fault").asText();
  }

  private ParserProcess take() throws IOException, InterruptedException, TimeoutException {
    for (var process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
      if (process.alive()) {
        return process;
      }
      process.close();
    }
    return ParserProcess.start(settings);
  }

  private void giveBack(ParserProcess process, boolean whole) {
    if (!whole || closed.get() || process.served() >= settings.documentsPerProcess()) {
      process.close();
      return;
    }
    idle.addFirst(process);
    if (closed.get()) {
      close();
    }
  }

  private static Answer later(String code, String message) {
    return new Answer.Failed(new Result.Later(code, message, Duration.ofSeconds(5)));
  }

  @Nullable ParserProcess anyIdle() {
    return idle.peekFirst();
  }

  @Override
  public void close() {
    closed.set(true);
    for (var process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
      process.close();
    }
  }
}
