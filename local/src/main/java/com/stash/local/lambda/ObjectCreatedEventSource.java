package com.stash.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.aws.ObjectCreated;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Feeds a function from one bucket of the local S3, each object in the event S3 sends; failures
 * come again.
 */
public final class ObjectCreatedEventSource implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String OWNER = "LOCAL";

  private final EmbeddedAws aws;
  private final String bucket;
  private final LocalFunction function;
  private final ReadWriteLock delivering = new ReentrantReadWriteLock();
  private boolean closed;

  public ObjectCreatedEventSource(EmbeddedAws aws, String bucket, LocalFunction function) {
    this.aws = aws;
    this.bucket = bucket;
    this.function = function;
  }

  public void start() {
    aws.onObjectCreated(this::deliver);
  }

  private void deliver(ObjectCreated event) throws Exception {
    delivering.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the source is closed");
      }
      if (event.bucket().equals(bucket)) {
        function.invoke(json(event));
      }
    } finally {
      delivering.readLock().unlock();
    }
  }

  /** Writes the event as S3 does, with the key encoded as in a form. */
  static byte[] json(ObjectCreated event) throws Exception {
    var json = JSON.createObjectNode();
    var record =
        json.putArray("Records")
            .addObject()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", "us-east-1")
            .put("eventTime", TIME.format(event.time()))
            .put("eventName", "ObjectCreated:Put");
    record.putObject("userIdentity").put("principalId", OWNER);
    record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
    record
        .putObject("responseElements")
        .put("x-amz-request-id", event.sequencer())
        .put(
            "x-amz-id-2",
            UUID.nameUUIDFromBytes(event.key().getBytes(StandardCharsets.UTF_8)).toString());
    var s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", "local");
    var bucket = s3.putObject("bucket").put("name", event.bucket());
    bucket.putObject("ownerIdentity").put("principalId", OWNER);
    bucket.put("arn", "arn:aws:s3:::" + event.bucket());
    s3.putObject("object")
        .put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8).replace("%2F", "/"))
        .put("size", event.size())
        .put("eTag", event.eTag())
        .put("sequencer", event.sequencer());
    return JSON.writeValueAsBytes(json);
  }

  /** Says whether every event was delivered. */
  public boolean idle() {
    return aws.notificationsIdle();
  }

  /** Stops after the events in hand; later ones wait for the next start. */
  @Override
  public void close() {
    delivering.writeLock().lock();
    try {
      closed = true;
    } finally {
      delivering.writeLock().unlock();
    }
  }
}
