package com.stash.processors.builtin.ocr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a program without a shell, for a limited time and with a limited output. */
final class Commands {
  private static final int MOST_ERROR_BYTES = 64 * 1024;
  private static final List<String> PASSED_ON =
      List.of("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX");

  private Commands() {}

  /** How a program ended. */
  sealed interface Outcome {}

  record Ended(int code, String out, String err) implements Outcome {}

  record NotFound() implements Outcome {}

  record TimedOut() implements Outcome {}

  record TooMuchOutput() implements Outcome {}

  static Outcome run(List<String> command, Duration timeout, int mostBytes)
      throws InterruptedException {
    var builder = new ProcessBuilder(command);
    restrict(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new NotFound();
    }
    try {
      return await(process, timeout, mostBytes);
    } finally {
      kill(process);
    }
  }

  private static Outcome await(Process process, Duration timeout, int mostBytes)
      throws InterruptedException {
    var tooMuch = new AtomicBoolean();
    var err = collect(process.getErrorStream(), MOST_ERROR_BYTES, process, tooMuch);
    var out = collect(process.getInputStream(), mostBytes, process, tooMuch);
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return new TimedOut();
      }
      var ended = new Ended(process.exitValue(), end(out), end(err));
      return tooMuch.get() ? new TooMuchOutput() : ended;
    } catch (ExecutionException | TimeoutException e) {
      return tooMuch.get() ? new TooMuchOutput() : new TimedOut();
    }
  }

  private static String end(FutureTask<String> output)
      throws InterruptedException, ExecutionException, TimeoutException {
    return output.get(5, TimeUnit.SECONDS);
  }

  private static FutureTask<String> collect(
      InputStream in, int most, Process process, AtomicBoolean tooMuch) {
    var task =
        new FutureTask<>(
            () -> {
              try (in) {
                var bytes = in.readNBytes(most + 1);
                if (bytes.length > most) {
                  tooMuch.set(true);
                  kill(process);
                }
                return new String(bytes, StandardCharsets.UTF_8);
              }
            });
    Thread.ofVirtual().name("stash-command-io").start(task);
    return task;
  }

  private static void restrict(Map<String, String> environment) {
    environment.keySet().retainAll(PASSED_ON);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("OMP_THREAD_LIMIT", "1");
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
