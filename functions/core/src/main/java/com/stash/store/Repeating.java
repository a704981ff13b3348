package com.stash.store;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
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
        if (attempt == TRIES || !isPassing(e)) {
          throw e;
        }
        pausing.pause(attempt);
      }
    }
  }

  /** Tells whether the same call may well succeed a little later. */
  static boolean isPassing(SdkException e) {
    return switch (e) {
      case AwsServiceException refusal ->
          refusal.statusCode() >= 500 || refusal.isThrottlingException();
      case SdkClientException _ -> true;
      default -> e.retryable();
    };
  }
}
