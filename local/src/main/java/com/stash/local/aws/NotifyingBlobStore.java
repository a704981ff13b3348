package com.stash.local.aws;

import java.io.InputStream;
import java.time.Clock;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Announces every object that comes to be by put, copy or completed multipart upload. The event is
 * remembered before the object is written and until it is delivered, so a crash in between repeats
 * an event but loses none.
 */
final class NotifyingBlobStore extends ForwardingBlobStore {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyingBlobStore.class);

  private final PendingEvents pending;
  private final Sequencer sequencer;
  private final Notifications notifications;
  private final Clock clock;

  NotifyingBlobStore(
      BlobStore store,
      PendingEvents pending,
      Sequencer sequencer,
      Notifications notifications,
      Clock clock) {
    super(store);
    this.pending = pending;
    this.sequencer = sequencer;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** Delivers again what an earlier process left, and drops markers without an object. */
  void resume() {
    for (var left : pending.left()) {
      try {
        settle(left);
      } catch (RuntimeException e) {
        LOG.warn("the event of {} is left for the next start", left.key(), e);
      }
    }
  }

  private void settle(PendingEvents.Marker left) {
    if (!exists(left.bucket(), left.key())) {
      pending.forget(left.id());
    } else if (left.event().isPresent()) {
      notifications.accept(left.event().get(), () -> pending.forget(left.id()));
    } else {
      created(left.id(), left.bucket(), left.key());
    }
  }

  private boolean exists(String bucket, String key) {
    try {
      return blobMetadata(bucket, key) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return announcing(request.bucket(), request.key(), () -> super.putBlob(request, content));
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    return announcing(
        request.destinationBucket(), request.destinationKey(), () -> super.copyBlob(request));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return announcing(
        upload.containerName(),
        upload.blobName(),
        () -> super.completeMultipartUpload(upload, request));
  }

  private <R> R announcing(String bucket, String key, Supplier<R> write) {
    if (MultipartStub.is(key)) {
      return write.get();
    }
    var id = sequencer.next();
    pending.announce(id, bucket, key);
    R answer;
    try {
      answer = write.get();
    } catch (RuntimeException e) {
      if (isRefusal(e) || !exists(bucket, key)) {
        pending.forget(id);
      }
      throw e;
    }
    created(id, bucket, key);
    return answer;
  }

  private static boolean isRefusal(RuntimeException e) {
    return e instanceof S3Exception refused && refused.statusCode() < 500;
  }

  private void created(String id, String bucket, String key) {
    var head = blobMetadata(bucket, key);
    if (head == null) {
      pending.forget(id);
      return;
    }
    var event =
        new ObjectCreated(
            bucket,
            key,
            head.contentLength(),
            head.eTag() == null ? "" : head.eTag().replace("\"", ""),
            sequencer.next(),
            clock.instant());
    pending.complete(id, event);
    notifications.accept(event, () -> pending.forget(id));
  }
}
