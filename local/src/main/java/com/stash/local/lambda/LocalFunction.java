package com.stash.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * A deployed handler, called with JSON bytes as Lambda calls it. The handler is made once and is
 * called from several threads at a time, so it must be thread-safe.
 */
public final class LocalFunction {
  private final String name;
  private final RequestStreamHandler handler;
  private final Duration timeout;
  private final Clock clock;

  private LocalFunction(String name, RequestStreamHandler handler, Duration timeout, Clock clock) {
    this.name = name;
    this.handler = handler;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Makes a function of a handler that reads and writes the JSON itself. */
  public static LocalFunction of(
      String name, RequestStreamHandler handler, Duration timeout, Clock clock) {
    return new LocalFunction(name, handler, timeout, clock);
  }

  /** Makes a function of a handler whose event class its type declares. */
  public static LocalFunction of(
      String name, RequestHandler<?, ?> handler, Duration timeout, Clock clock) {
    return of(name, PojoHandler.of(handler), timeout, clock);
  }

  /** Makes a function of a handler, for instance a lambda expression, and its event class. */
  public static <E> LocalFunction of(
      String name, RequestHandler<E, ?> handler, Class<E> event, Duration timeout, Clock clock) {
    return of(name, new PojoHandler<>(handler, event), timeout, clock);
  }

  public String name() {
    return name;
  }

  /** Calls the handler and returns what it answers; what it throws comes as FunctionFailed. */
  public byte[] invoke(byte[] event) {
    var context =
        new LocalContext(name, UUID.randomUUID().toString(), clock.instant().plus(timeout), clock);
    var answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw new FunctionFailed(name, e);
    }
    return answer.toByteArray();
  }
}
