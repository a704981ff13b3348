package com.stash.store;

import com.stash.documents.SettingAside.Aside;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Moves objects that are no document to {@code set-aside/}, outside of all tenants' prefixes. */
public final class S3Aside implements Aside {
  private final S3Client s3;
  private final String bucket;

  public S3Aside(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void move(String fullKey, String name) {
    try {
      s3.copyObject(
          c ->
              c.sourceBucket(bucket)
                  .sourceKey(fullKey)
                  .destinationBucket(bucket)
                  .destinationKey("set-aside/" + name));
    } catch (NoSuchKeyException e) {
      return;
    }
    discard(fullKey);
  }

  @Override
  public void discard(String fullKey) {
    s3.deleteObject(d -> d.bucket(bucket).key(fullKey));
  }
}
