package com.stash.tenancy;

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
}
