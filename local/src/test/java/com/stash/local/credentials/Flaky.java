package com.stash.local.credentials;

import com.stash.local.recording.Proxied;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/**
 * Stands before clients of AWS: counts their calls and lets some fail, before they act or after,
 * when only the reply is lost.
 */
final class Flaky {
  /** Whether a call does something before it fails. */
  enum When {
    BEFORE,
    AFTER
  }

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final Map<String, AtomicLong> byName = new ConcurrentHashMap<>();
  private final Map<Thread, Boolean> failedLast = new ConcurrentHashMap<>();
  private volatile Plan plan = (_, _) -> null;

  /** Says whether and when a call fails. */
  private interface Plan {
    @Nullable When of(long number, Thread thread);
  }

  <C> C before(Class<C> type, C client) {
    return Proxied.of(
        type,
        (proxy, method, args) ->
            isCall(method)
                ? called(client, method, args)
                : method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, args)
                    : Proxied.acted(client, method, args));
  }

  /** Lets the call with this number fail, counted from now and from 1. */
  void failOnce(long number, When when) {
    long from = calls.get();
    plan = (n, _) -> n == from + number ? when : null;
  }

  /** Lets all calls from this number on fail, counted from now and from 1. */
  void failFrom(long number, When when) {
    long from = calls.get();
    plan = (n, _) -> n >= from + number ? when : null;
  }

  /** Lets every other call of each thread fail, in turns before and after it acts. */
  void failEveryOther() {
    plan =
        (n, thread) ->
            failedLast.merge(thread, true, (last, _) -> !last)
                ? n % 4 < 2 ? When.BEFORE : When.AFTER
                : null;
  }

  void failNothing() {
    plan = (_, _) -> null;
  }

  long calls() {
    return calls.get();
  }

  long calls(String operation) {
    return byName.getOrDefault(operation, new AtomicLong()).get();
  }

  long failures() {
    return failures.get();
  }

  private static boolean isCall(Method method) {
    return method.getParameterCount() == 1
        && method.getParameterTypes()[0].getSimpleName().endsWith("Request");
  }

  private Object called(Object client, Method method, Object[] args) throws Throwable {
    long number = calls.incrementAndGet();
    byName.computeIfAbsent(method.getName(), _ -> new AtomicLong()).incrementAndGet();
    var when = plan.of(number, Thread.currentThread());
    if (when == null) {
      return Proxied.acted(client, method, args);
    }
    failures.incrementAndGet();
    if (when == When.AFTER) {
      Proxied.acted(client, method, args);
    }
    throw number % 2 == 0
        ? SdkClientException.create("connection reset")
        : KmsInternalException.builder().statusCode(500).message("internal error").build();
  }
}
