package com.stash.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Finds the event class a handler's class or one of its ancestors declares. */
final class EventClass {
  private EventClass() {}

  static Class<?> of(Class<?> handler) {
    for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
      for (Type declared : type.getGenericInterfaces()) {
        var event = event(declared);
        if (event != null) {
          return event;
        }
      }
    }
    throw new IllegalArgumentException(
        "%s does not declare its event class: give it explicitly".formatted(handler.getName()));
  }

  private static @Nullable Class<?> event(Type declared) {
    if (declared instanceof ParameterizedType type && type.getRawType() == RequestHandler.class) {
      return switch (type.getActualTypeArguments()[0]) {
        case Class<?> event -> event;
        case ParameterizedType event -> (Class<?>) event.getRawType();
        default -> null;
      };
    }
    return null;
  }
}
