package com.stash.tenancy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;

/** What a tenant may use; each a positive number. */
public record Limits(
    long documentsPerMonth,
    long aiTokensPerMonth,
    long fileBytes,
    int concurrentJobs,
    int requestsPerSecond) {

  public Limits {
    if (documentsPerMonth < 1
        || aiTokensPerMonth < 1
        || fileBytes < 1
        || concurrentJobs < 1
        || requestsPerSecond < 1) {
      throw new IllegalArgumentException("each limit is a positive number");
    }
  }

  public ObjectNode toJson() {
    return Json.object()
        .put("documentsPerMonth", documentsPerMonth)
        .put("aiTokensPerMonth", aiTokensPerMonth)
        .put("fileBytes", fileBytes)
        .put("concurrentJobs", concurrentJobs)
        .put("requestsPerSecond", requestsPerSecond);
  }
}
