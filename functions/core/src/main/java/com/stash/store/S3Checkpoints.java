package com.stash.store;

import com.stash.audit.Checkpoint;
import com.stash.audit.Checkpoints;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Checkpoints as JSON objects {@code audit/{tenantId}/{sequence}.json} of the archive, a bucket
 * with Object Lock. Each is put on the condition that it is new.
 */
public final class S3Checkpoints implements Checkpoints {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;
  private final String archive;

  public S3Checkpoints(S3Client s3, String archive) {
    this.s3 = s3;
    this.archive = archive;
  }

  /** Returns what the keys of a tenant's checkpoints begin with. */
  public static String prefix(String tenant) {
    return "audit/" + tenant + "/";
  }

  @Override
  public void keep(TenantScope scope, Checkpoint checkpoint) {
    var bytes = Json.bytes(checkpoint.toJson());
    var key = prefix(scope.tenant().value()) + "%012d.json".formatted(checkpoint.sequence());
    try {
      s3.putObject(
          p ->
              p.bucket(archive)
                  .key(key)
                  .contentType("application/json")
                  // A locked object must come with a checksum.
                  .checksumSHA256(Sha256.of(bytes).base64())
                  .ifNoneMatch("*"),
          RequestBody.fromBytes(bytes));
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        throw e;
      }
    }
  }
}
