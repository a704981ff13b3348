package com.stash.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A handler of objects as one of streams, with the serializers that Lambda's Java runtime chooses:
 * its own for the events it knows and for what it does not, Gson for text, as it does.
 */
final class PojoHandler<E> implements RequestStreamHandler {
  private final RequestHandler<E, ?> handler;
  private final PojoSerializer<E> events;

  PojoHandler(RequestHandler<E, ?> handler, Class<E> event) {
    this.handler = handler;
    this.events = serializer(event);
  }

  static PojoHandler<?> of(RequestHandler<?, ?> handler) {
    return typed(handler, EventClass.of(handler.getClass()));
  }

  @SuppressWarnings("unchecked") // the class was read from the handler's own declaration
  private static <E> PojoHandler<E> typed(RequestHandler<?, ?> handler, Class<?> event) {
    return new PojoHandler<>((RequestHandler<E, ?>) handler, (Class<E>) event);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var answer = handler.handleRequest(events.fromJson(input), context);
    if (answer == null) {
      output.write("null".getBytes(StandardCharsets.US_ASCII));
    } else {
      write(answer, output);
    }
  }

  @SuppressWarnings("unchecked") // a serializer for the answer's own class
  private static <R> void write(R answer, OutputStream output) {
    serializer((Class<R>) answer.getClass()).toJson(answer, output);
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    if (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())) {
      return LambdaEventSerializers.serializerFor(type, type.getClassLoader());
    }
    return type == String.class
        ? GsonFactory.getInstance().getSerializer(type)
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
