package com.stash.store;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** All objects below a prefix, with all versions where the bucket keeps them. */
final class StoredObjects {
  private static final int AT_ONCE = 1_000;

  private final S3Client s3;
  private final String bucket;

  StoredObjects(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  long count(String prefix) {
    return isVersioned()
        ? s3.listObjectVersionsPaginator(l -> l.bucket(bucket).prefix(prefix)).stream()
            .mapToLong(page -> page.versions().size() + page.deleteMarkers().size())
            .sum()
        : s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents().stream()
            .count();
  }

  /** Deletes all, and the parts of uploads that were never finished; returns how many objects. */
  long delete(String prefix) {
    s3.listMultipartUploadsPaginator(l -> l.bucket(bucket).prefix(prefix)).uploads().stream()
        .toList()
        .forEach(
            upload ->
                s3.abortMultipartUpload(
                    a -> a.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    long deleted = 0;
    for (var batch = next(prefix); !batch.isEmpty(); batch = next(prefix)) {
      var objects = batch;
      var answer = s3.deleteObjects(d -> d.bucket(bucket).delete(o -> o.objects(objects)));
      if (answer.hasErrors() && !answer.errors().isEmpty()) {
        throw new IllegalStateException(
            "an object cannot be deleted: " + answer.errors().getFirst().code());
      }
      deleted += objects.size();
    }
    return deleted;
  }

  /** The first that are left; always read anew, so that what was deleted is never asked for. */
  private List<ObjectIdentifier> next(String prefix) {
    var batch = new ArrayList<ObjectIdentifier>();
    if (isVersioned()) {
      var page = s3.listObjectVersions(l -> l.bucket(bucket).prefix(prefix).maxKeys(AT_ONCE));
      page.versions().forEach(v -> batch.add(identifier(v.key(), v.versionId())));
      page.deleteMarkers().forEach(m -> batch.add(identifier(m.key(), m.versionId())));
    } else {
      s3.listObjectsV2(l -> l.bucket(bucket).prefix(prefix).maxKeys(AT_ONCE))
          .contents()
          .forEach(o -> batch.add(ObjectIdentifier.builder().key(o.key()).build()));
    }
    return batch;
  }

  private boolean isVersioned() {
    var status = s3.getBucketVersioning(g -> g.bucket(bucket)).status();
    return status == BucketVersioningStatus.ENABLED || status == BucketVersioningStatus.SUSPENDED;
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }
}
