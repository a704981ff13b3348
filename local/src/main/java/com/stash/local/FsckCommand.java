package com.stash.local;

import com.stash.kernel.Json;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.local.fsck.Fsck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash fsck}. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = {
      "Finishes what was under way and checks the invariants I1 to I9 on everything stored.",
      "Exits 0 when all is whole, 1 when something is broken (each is named), 2 when it cannot run."
    })
final class FsckCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(200);

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".stash",
      description = "The data folder to check (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--settle-seconds",
      defaultValue = "120",
      description = "How long work under way may take to finish (default: ${DEFAULT-VALUE}).")
  private int settleSeconds;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (!Files.isDirectory(data.resolve("dynamodb"))) {
      System.err.println("stash: " + data + " is no data folder: say which with --data.");
      return Stash.COULD_NOT_RUN;
    }
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    try (var cloud =
        LocalCloud.start(LocalSettings.onDisk(data), clock, LogFile.open(data, clock))) {
      if (!settles(cloud, clock)) {
        System.err.println("stash: work is still under way; give it more --settle-seconds.");
        return Stash.COULD_NOT_RUN;
      }
      var report = new Fsck(cloud.backend(), cloud::deadLetters).check();
      System.out.println(json ? Json.sorted(report.toJson()) : report.toText());
      return report.isWhole() ? Stash.DONE : Stash.BROKEN;
    }
  }

  /** Waits until nothing is under way, and still nothing a moment later. */
  private boolean settles(LocalCloud cloud, Clock clock) {
    var until = clock.instant().plusSeconds(settleSeconds);
    int quiet = 0;
    while (quiet < 5) {
      if (clock.instant().isAfter(until)) {
        return false;
      }
      quiet = cloud.settled() ? quiet + 1 : 0;
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }
}
