package com.stash.local;

import com.stash.kernel.Log;
import com.stash.local.aws.CannotStart;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Where the functions' log lines go: a file in the data folder, or standard error. */
public final class LogFile {
  private LogFile() {}

  public static Log open(@Nullable Path dataFolder, Clock clock) {
    if (dataFolder == null) {
      return new Log(System.err, clock);
    }
    try {
      Files.createDirectories(dataFolder);
      var file = new FileOutputStream(dataFolder.resolve("stash.log").toFile(), true);
      return new Log(
          new PrintStream(new BufferedOutputStream(file), true, StandardCharsets.UTF_8), clock);
    } catch (IOException e) {
      throw new CannotStart(
          "The data folder %s cannot be written: choose another with --data.".formatted(dataFolder),
          e);
    }
  }
}
