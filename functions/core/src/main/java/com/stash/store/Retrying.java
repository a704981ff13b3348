package com.stash.store;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Repeats a transaction that met another one on the same items. DynamoDB cancels one of the two and
 * the SDK does not repeat it by itself.
 */
final class Retrying {
  private static final int TRIES = 8;

  private final Pausing pausing;

  Retrying(RandomGenerator random) {
    this.pausing = new Pausing(random);
  }

  <T> T onConflict(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (TransactionCanceledException e) {
        if (attempt == TRIES || !isPassing(e)) {
          throw e;
        }
        pausing.pause(attempt);
      }
    }
  }

  /** Tells whether nothing but a conflict or throttling stood in the way. */
  private static boolean isPassing(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .map(CancellationReason::code)
        .allMatch(
            code ->
                code == null
                    || code.equals("None")
                    || code.equals("TransactionConflict")
                    || code.equals("ThrottlingError")
                    || code.equals("ProvisionedThroughputExceeded"));
  }
}
