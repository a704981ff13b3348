package com.stash.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the demo at random points, as {@code kill -9} does, and lets {@code stash fsck} judge what
 * is left. {@code -Dstash.kills=10} tries ten points; the default tries fewer to stay quick.
 */
class KilledTest {
  private static final int KILLS = Integer.getInteger("stash.kills", 2);
  private static final int LINES = 40;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path temp;

  @Test
  void after_a_kill_at_any_point_the_invariants_hold() throws Exception {
    var seed = Long.getLong("stash.kills.seed", 20261124L);
    var random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      var data = temp.resolve("data-" + kill);
      var line = 1 + random.nextInt(LINES);
      var after = Duration.ofMillis(random.nextInt(400));
      killedDemo(data, line, after);
      var fsck = start("fsck", "--data", data.toString());
      var report = new String(fsck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(fsck.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(fsck.exitValue())
          .as("seed %d, killed %s after line %d: %s", seed, after, line, report)
          .isZero();
      assertThat(report).contains("2 tenants", "I1  holds", "I9  holds");
    }
  }

  /** Runs the demo and kills it some time after a line of its progress. */
  private static void killedDemo(Path data, int line, Duration after)
      throws IOException, InterruptedException {
    var demo = start("demo", "--plain", "--data", data.toString());
    try (var out = demo.inputReader()) {
      int seen = 0;
      for (var text = out.readLine(); text != null; text = out.readLine()) {
        seen += text.startsWith("  ") ? 1 : 0;
        if (seen == line) {
          break;
        }
      }
      LockSupport.parkNanos(after.toNanos());
    } finally {
      demo.destroyForcibly().waitFor();
    }
  }

  private static Process start(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                "com.stash.local.Stash"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
