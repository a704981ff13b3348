package com.stash.local.recording;

import com.stash.local.aws.Watcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Notes which function makes which calls in a run of all tests, and writes them to {@code
 * target/recorded-calls.txt}, where the proofs of {@code infra-cdk} find them. A call is the
 * function's whose handler is next on the stack, or that runs steps in threads of their own, unless
 * a test's own code is nearer. When only some tests run, there is no record.
 */
public final class CallRecorder implements Watcher {
  private static final Path RECORD = Path.of("target/recorded-calls.txt");
  private static final Pattern HANDLER =
      Pattern.compile("com\\.stash\\.functions\\.\\w+\\.(\\w+)Handler");
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final Set<String> calls = ConcurrentHashMap.newKeySet();

  public CallRecorder() {
    try {
      Files.deleteIfExists(RECORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Surefire hands on what was asked for by -Dtest, and the pom which groups are run.
    if (System.getProperty("test") == null && System.getProperty("stash.groups", "").isEmpty()) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::write, "write the recorded calls"));
    }
  }

  @Override
  public <C> C watch(Class<C> type, C client) {
    return Proxied.of(type, (proxy, method, args) -> called(proxy, client, method, args));
  }

  private Object called(Object proxy, Object client, Method method, Object[] args)
      throws Throwable {
    var asks = args.length > 0 && args[0] instanceof SdkRequest;
    if (asks && isOperation(method)) {
      caller().ifPresent(f -> Calls.of((SdkRequest) args[0]).forEach(c -> calls.add(f + " " + c)));
    } else if (method.isDefault() && args.length > 0) {
      // Conveniences come down to operations, which are then seen.
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    return Proxied.acted(client, method, args);
  }

  /** Operations are called like their requests: {@code getItem(GetItemRequest)}. */
  private static boolean isOperation(Method method) {
    var request = method.getParameterTypes()[0].getSimpleName();
    return request.equalsIgnoreCase(method.getName() + "Request");
  }

  private static Optional<String> caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(
                        name ->
                            HANDLER.matcher(name).lookingAt()
                                || (name.startsWith("com.stash.local.")
                                    && !name.startsWith("com.stash.local.recording.")
                                    && !name.startsWith("com.stash.local.canaries.")
                                    && !name.startsWith("com.stash.local.aws.")))
                    .findFirst())
        .map(CallRecorder::function)
        .orElseGet(CallRecorder::step);
  }

  private static Optional<String> step() {
    return Thread.currentThread().getName().equals("step")
        ? Optional.of("pipeline")
        : Optional.empty();
  }

  private static Optional<String> function(String name) {
    var handler = HANDLER.matcher(name);
    return handler.lookingAt()
        ? Optional.of(CAPITAL.matcher(handler.group(1)).replaceAll("-").toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private void write() {
    try {
      Files.write(RECORD, calls.stream().sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
