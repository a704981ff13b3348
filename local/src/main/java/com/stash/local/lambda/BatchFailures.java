package com.stash.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The items a batch's answer names as failed (ReportBatchItemFailures). As on AWS, an answer that
 * cannot be understood or names an empty item means that the whole batch failed.
 */
final class BatchFailures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BatchFailures() {}

  /** Returns the failed items, none for success, or nothing when the whole batch failed. */
  static Optional<Set<String>> in(byte[] answer) {
    var failed = new LinkedHashSet<String>();
    try {
      var json = answer.length == 0 ? null : JSON.readTree(answer);
      if (json == null || json.isNull() || !json.hasNonNull("batchItemFailures")) {
        return Optional.of(failed);
      }
      for (var item : json.path("batchItemFailures")) {
        var id = item.path("itemIdentifier").asText("");
        if (id.isEmpty() || id.equals("null")) {
          return Optional.empty();
        }
        failed.add(id);
      }
      return Optional.of(failed);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
