package com.stash.store;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Repeats a call that failed for the service's or the network's sake, when doing it twice is the
 * same as once. The SDK's own repeats come first; this one is for what is left, and for clients
 * that have none.
 */
final class Repeating {
  private static final int TRIES = 3;

  private final Pausing pausing;

  Repeating(RandomGenerator random) {
    this.pausing = new Pausing(random);
  }

  <T> T call(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (attempt == TRIES || !Outage.caused(e)) {
          throw e;
        }
        pausing.pause(attempt);
      }
    }
  }
}
