package com.stash.local.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers events with 16 hex digits made of the clock's milliseconds and a counter. They never go
 * backwards, even when the clock does: a bound above everything given out is kept on disk.
 */
final class Sequencer {
  private static final int COUNTER_BITS = 20;
  private static final long ONE_SECOND = 1000L << COUNTER_BITS;

  private final Clock clock;
  private final @Nullable Path file;
  private long last;
  private long bound;

  Sequencer(Clock clock, @Nullable Path file) {
    this.clock = clock;
    this.file = file;
    this.last = file == null || !Files.exists(file) ? 0 : read(file);
    this.bound = last;
  }

  synchronized String next() {
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
    if (last >= bound) {
      bound = last + ONE_SECOND;
      if (file != null) {
        write(file, bound);
      }
    }
    return text(last);
  }

  private static String text(long number) {
    return "%016x".formatted(number).toUpperCase(Locale.ROOT);
  }

  private static long read(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip(), 16);
    } catch (IOException | NumberFormatException e) {
      throw DataFolder.damaged(file, e);
    }
  }

  private static void write(Path file, long bound) {
    try {
      OwnerOnly.write(file, text(bound).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
