package com.stash.local;

import com.stash.kernel.Log;
import com.stash.local.aws.CannotStart;
import com.stash.local.aws.OwnerOnly;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** Where the functions' log lines go: a file in the data folder. */
public final class LogFile {
  private LogFile() {}

  public static Log open(Path dataFolder, Clock clock) {
    try {
      OwnerOnly.folder(dataFolder);
      var file = OwnerOnly.appending(in(dataFolder));
      return new Log(
          new PrintStream(new BufferedOutputStream(file), true, StandardCharsets.UTF_8), clock);
    } catch (IOException e) {
      throw new CannotStart(
          "The data folder %s cannot be written: choose another with --data.".formatted(dataFolder),
          e);
    }
  }

  static Path in(Path dataFolder) {
    return dataFolder.resolve("stash.log");
  }
}
