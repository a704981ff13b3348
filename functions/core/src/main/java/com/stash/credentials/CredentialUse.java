package com.stash.credentials;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Duration;
import java.time.Instant;

/**
 * All uses of one version of a credential by one processor in one job.
 *
 * @param reads how often it was opened, as far as the job's runs have told
 */
public record CredentialUse(
    CredentialId credential,
    CredentialScope place,
    String name,
    long valueVersion,
    String processor,
    String job,
    long reads,
    Instant firstUsedAt,
    Instant lastUsedAt,
    Stamp stamp)
    implements Entity {
  private static final Duration KEPT = Duration.ofDays(400);

  /** Sorts by credential, then by the age of the job. */
  @Override
  public String key() {
    return "%s#%s#%08d#%s".formatted(credential, job, valueVersion, processor);
  }

  /** When it may be forgotten. */
  public Instant expiresAt() {
    return firstUsedAt.plus(KEPT);
  }

  CredentialUse plus(long more, Instant last, Stamp changed) {
    return new CredentialUse(
        credential,
        place,
        name,
        valueVersion,
        processor,
        job,
        reads + more,
        firstUsedAt,
        last.isAfter(lastUsedAt) ? last : lastUsedAt,
        changed);
  }
}
