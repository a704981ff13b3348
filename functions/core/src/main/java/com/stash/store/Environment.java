package com.stash.store;

/**
 * The names of one environment's resources.
 *
 * @param name for example {@code dev}
 * @param bucket the document bucket
 * @param jobQueueUrl the URL of the job queue
 * @param credentialKey the id or alias of the KMS key that seals credentials
 */
public record Environment(String name, String bucket, String jobQueueUrl, String credentialKey) {
  /** Returns the physical name of a table, for example {@code stash-dev-documents}. */
  public String table(TableStatement table) {
    return tablePrefix() + table.name();
  }

  /** Returns a physical table's name without the environment. */
  public String logicalTable(String physical) {
    if (!physical.startsWith(tablePrefix())) {
      throw new IllegalArgumentException("not a table of " + name + ": " + physical);
    }
    return physical.substring(tablePrefix().length());
  }

  private String tablePrefix() {
    return "stash-" + name + "-";
  }
}
