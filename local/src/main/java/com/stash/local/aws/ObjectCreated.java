package com.stash.local.aws;

import java.time.Instant;
import java.util.Objects;

/**
 * An object that came to be. The size is in bytes, the ETag without quotes, the sequencer 16 hex
 * digits that grow from one event to the next, across restarts too.
 */
public record ObjectCreated(
    String bucket, String key, long size, String eTag, String sequencer, Instant time) {
  public ObjectCreated {
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(key);
    Objects.requireNonNull(eTag);
    Objects.requireNonNull(time);
    if (size < 0 || !sequencer.matches("[0-9A-F]{16}")) {
      throw new IllegalArgumentException("not an object-created event");
    }
  }
}
