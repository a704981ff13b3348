package com.stash.local.cloud;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the local cloud keeps its data, where it listens, and how patient it is.
 *
 * @param dataFolder {@code null} for memory only
 * @param apiPort 0 for any free port, as for the others
 * @param dynamoDbPort -1 for no endpoint
 * @param lease the longest one run of a job may take before another takes it over
 * @param patience how long a waiting job's message may be on its way
 */
public record LocalSettings(
    @Nullable Path dataFolder,
    int apiPort,
    int s3Port,
    int sqsPort,
    int dynamoDbPort,
    Duration lease,
    Duration patience) {

  /** Returns settings for a cloud in memory on free ports. */
  public static LocalSettings inMemory() {
    return new LocalSettings(null, 0, 0, 0, -1, Duration.ofMinutes(10), Duration.ofMinutes(30));
  }

  /** Returns settings for a cloud on disk on free ports. */
  public static LocalSettings onDisk(Path dataFolder) {
    return new LocalSettings(
        dataFolder, 0, 0, 0, -1, Duration.ofMinutes(10), Duration.ofMinutes(30));
  }
}
