package com.stash.store;

import com.stash.identity.TrustedIssuer;
import java.util.List;

/**
 * The names of one environment's resources.
 *
 * @param name for example {@code dev}
 * @param bucket the document bucket
 * @param archive the bucket in which nothing can be changed
 * @param jobQueueUrl the URL of the job queue
 * @param credentialKey the id or alias of the KMS key that seals credentials
 * @param issuers whose tokens are believed
 */
public record Environment(
    String name,
    String bucket,
    String archive,
    String jobQueueUrl,
    String credentialKey,
    List<TrustedIssuer> issuers) {
  public Environment {
    issuers = List.copyOf(issuers);
  }

  /** Names the resources of an environment in which nobody signs in. */
  public Environment(
      String name, String bucket, String archive, String jobQueueUrl, String credentialKey) {
    this(name, bucket, archive, jobQueueUrl, credentialKey, List.of());
  }

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
