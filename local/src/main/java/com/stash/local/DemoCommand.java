package com.stash.local;

import com.stash.local.aws.CannotStart;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.local.demo.Demo;
import com.stash.local.demo.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs real files of two demo tenants through everything and shows what comes of them.",
      "Exits 0 only if every expected outcome happened."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int USUAL_WIDTH = 80;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keep the data in this new folder (default: in memory).")
  private @Nullable Path data;

  @Option(names = "--plain", description = "Print plain lines, also in a terminal.")
  private boolean plain;

  @Override
  public Integer call() throws IOException {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var screen = new Screen(out, plain ? 0 : width());
    if (data != null && Files.exists(data)) {
      throw new CannotStart(data + " is there already: the demo wants a new folder for --data.");
    }
    screen.line("Starting Stash on this machine ...");
    var settings = data == null ? LocalSettings.inMemory() : LocalSettings.onDisk(data);
    var log = data == null ? Files.createTempDirectory("stash-demo") : data;
    boolean asExpected;
    try (var cloud = LocalCloud.start(settings, clock, LogFile.open(log, clock))) {
      asExpected = new Demo(cloud, screen).run();
    }
    if (!asExpected) {
      screen.line("The functions' log is in " + LogFile.in(log) + ".");
      return Stash.BROKEN;
    }
    if (data == null) {
      Files.delete(LogFile.in(log));
      Files.delete(log);
    }
    return Stash.DONE;
  }

  /** Returns the terminal's columns; 0 when the output is not a terminal. */
  @SuppressWarnings("SystemConsoleNull") // NullAway reads the older signature.
  private static int width() {
    var console = System.console();
    if (console == null || !console.isTerminal()) {
      return 0;
    }
    try {
      var stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty").start();
      try (var answer = stty.inputReader()) {
        var size = answer.readLine();
        var columns = size == null ? "" : size.substring(size.indexOf(' ') + 1);
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
      }
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }
}
