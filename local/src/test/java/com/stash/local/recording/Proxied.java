package com.stash.local.recording;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;

/** Puts something before an object that is known by its interface. */
public final class Proxied {
  private Proxied() {}

  /** What is done instead of a call. */
  public interface Handler {
    Object called(Object proxy, Method method, Object[] arguments) throws Throwable;
  }

  /** Returns an object whose calls are handled, but for those that every object has. */
  @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
  public static <C> C of(Class<C> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var args = arguments == null ? new Object[0] : arguments;
              return switch (method.getName()) {
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> handler.called(proxy, method, args);
              };
            }));
  }

  /** Calls the object itself and throws what it throws. */
  public static Object acted(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }
}
