package com.stash.processors.builtin.parsing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One child JVM that reads documents, one at a time. It sees no environment variables, so none of
 * the host's credentials, and ends by itself when its standard input ends.
 */
final class ParserProcess implements AutoCloseable {
  static final byte[] READY = {'r', 'e', 'a', 'd', 'y'};

  private final Path folder;
  private final Process process;
  private int served;

  private ParserProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts a child and waits until it is ready. */
  static ParserProcess start(ParserSettings settings)
      throws IOException, InterruptedException, TimeoutException {
    var folder = Files.createTempDirectory(settings.temp(), "stash-parser-");
    var started = false;
    try {
      var builder = new ProcessBuilder(settings.command(folder));
      builder.environment().clear();
      builder.directory(folder.toFile()).redirectError(Redirect.DISCARD);
      var child = new ParserProcess(folder, builder.start());
      try {
        child.awaitReady(settings.startTimeout());
        started = true;
        return child;
      } finally {
        if (!started) {
          child.close();
        }
      }
    } finally {
      if (!started) {
        Folders.delete(folder);
      }
    }
  }

  private void awaitReady(Duration timeout)
      throws IOException, InterruptedException, TimeoutException {
    var hello = within(timeout, () -> Frames.read(process.getInputStream()));
    if (!Arrays.equals(hello, READY)) {
      throw new IOException("the parser process does not speak the protocol");
    }
  }

  /** Sends a request and returns the reply; after any exception the process must be closed. */
  byte[] exchange(byte[] request, Duration timeout)
      throws IOException, InterruptedException, TimeoutException {
    served++;
    return within(
        timeout,
        () -> {
          Frames.write(process.getOutputStream(), request);
          return Frames.read(process.getInputStream());
        });
  }

  private static byte[] within(Duration timeout, Callable<byte[]> work)
      throws IOException, InterruptedException, TimeoutException {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("stash-parser-io").start(task);
    try {
      return task.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the parser process broke off", e.getCause());
    }
  }

  int served() {
    return served;
  }

  boolean alive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  /** Kills the child and removes its folder. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
