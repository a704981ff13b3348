package com.stash.local.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * The file DynamoDB Local writes. It is checked before the engine opens it, because the engine
 * retries for ever, without a word, on a file that it cannot read.
 */
final class SqliteFile {
  private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteFile() {}

  static void loadLibrary() {
    Logger.getLogger("com.almworks.sqlite4java").setLevel(Level.OFF);
    try {
      SQLiteLibraryLoader.initialize();
    } catch (Exception e) {
      throw new CannotStart(
          "DynamoDB Local has no SQLite library for this system: run on Linux, macOS or Windows"
              + " on x86-64 or ARM (ARM Windows has none).",
          e);
    }
  }

  static void check(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    var file = folder.resolve("shared-local-instance.db");
    try {
      if (!Files.exists(file) || Files.size(file) == 0) {
        return;
      }
      if (!Files.isWritable(file)) {
        throw new CannotStart(
            "%s cannot be written: make it writable or choose another data folder."
                .formatted(file));
      }
      try (var in = Files.newInputStream(file)) {
        var header = in.readNBytes(HEADER.length + 2);
        if (header.length < HEADER.length + 2
            || !Arrays.equals(header, 0, HEADER.length, HEADER, 0, HEADER.length)
            || Files.size(file) % pageSize(header) != 0) {
          throw DataFolder.damaged(file, null);
        }
      }
    } catch (IOException e) {
      throw DataFolder.damaged(file, e);
    }
  }

  /** Bytes 16 and 17 of the SQLite file format, where 1 stands for 65,536. */
  private static int pageSize(byte[] header) {
    var size = Byte.toUnsignedInt(header[16]) << 8 | Byte.toUnsignedInt(header[17]);
    return size <= 1 ? 65_536 : size;
  }
}
