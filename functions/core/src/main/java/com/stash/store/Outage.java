package com.stash.store;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells failures that are over a little later from those that stay. */
public final class Outage {
  private Outage() {}

  /** Tells whether a failure is a service's or the network's, so that the same call may succeed. */
  public static boolean caused(RuntimeException failure) {
    return switch (failure) {
      case AwsServiceException refusal ->
          refusal.statusCode() >= 500 || refusal.isThrottlingException();
      case SdkClientException _ -> true;
      case SdkException other -> other.retryable();
      default -> false;
    };
  }
}
