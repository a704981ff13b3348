package com.stash.local.aws;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectCreatedEventsTest {
  @TempDir Path folder;
  private final List<ObjectCreated> events = new CopyOnWriteArrayList<>();

  @Test
  void a_folder_marker_is_an_object_like_others_and_stops_no_start() throws Exception {
    try (var aws = Clouds.on(folder)) {
      aws.s3().createBucket(b -> b.bucket("documents"));
      aws.s3()
          .putObject(
              p -> p.bucket("documents").key("inbox/x/"), RequestBody.fromBytes(new byte[0]));
    }
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(events::add);
      eventually(() -> assertThat(events).extracting(ObjectCreated::key).contains("inbox/x/"));
    }
  }

  @Test
  void put_copy_and_completed_uploads_are_told_and_a_refused_put_is_not() throws Exception {
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(events::add);
      var s3 = aws.s3();
      s3.createBucket(b -> b.bucket("documents"));
      put(aws, "a b");
      s3.copyObject(
          c ->
              c.sourceBucket("documents")
                  .sourceKey("a b")
                  .destinationBucket("documents")
                  .destinationKey("copy"));
      var upload = s3.createMultipartUpload(c -> c.bucket("documents").key("parts")).uploadId();
      var part =
          s3.uploadPart(
              u -> u.bucket("documents").key("parts").uploadId(upload).partNumber(1),
              RequestBody.fromString("12345"));
      s3.completeMultipartUpload(
          c ->
              c.bucket("documents")
                  .key("parts")
                  .uploadId(upload)
                  .multipartUpload(
                      m ->
                          m.parts(
                              CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));
      assertThatThrownBy(
              () ->
                  s3.putObject(
                      p -> p.bucket("documents").key("a b").ifNoneMatch("*"),
                      RequestBody.fromString("again")))
          .isInstanceOf(S3Exception.class);
      eventually(() -> assertThat(events).hasSize(3));
      assertThat(events)
          .extracting(ObjectCreated::key)
          .containsExactlyInAnyOrder("a b", "copy", "parts");
      assertThat(events)
          .filteredOn(e -> e.key().equals("parts"))
          .first()
          .returns(5L, e -> e.size());
      var head = s3.headObject(h -> h.bucket("documents").key("a b"));
      assertThat(events)
          .filteredOn(e -> e.key().equals("a b"))
          .first()
          .satisfies(e -> assertThat(head.eTag()).isEqualTo('"' + e.eTag() + '"'));
      eventually(() -> assertThat(aws.notificationsIdle()).isTrue());
      assertThat(markers()).isEmpty();
    }
  }

  @Test
  void an_event_the_listener_does_not_take_is_told_again() throws Exception {
    var attempts = new AtomicInteger();
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(
          event -> {
            if (attempts.incrementAndGet() < 3) {
              throw new IllegalStateException("not now");
            }
            events.add(event);
          });
      aws.s3().createBucket(b -> b.bucket("documents"));
      put(aws, "k");
      eventually(() -> assertThat(events).hasSize(1));
      assertThat(attempts).hasValue(3);
    }
  }

  @Test
  void an_event_not_yet_delivered_survives_a_restart_as_it_was() throws Exception {
    try (var aws = Clouds.on(folder)) {
      aws.s3().createBucket(b -> b.bucket("documents"));
      put(aws, "kept");
      put(aws, "deleted");
      assertThat(aws.notificationsIdle()).isFalse();
      assertThat(markers()).hasSize(2);
    }
    Files.delete(folder.resolve("s3/documents/deleted"));
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(events::add);
      eventually(() -> assertThat(aws.notificationsIdle()).isTrue());
      assertThat(events).extracting(ObjectCreated::key).containsExactly("kept");
      put(aws, "later");
      eventually(() -> assertThat(events).hasSize(2));
      assertThat(events.get(1).sequencer()).isGreaterThan(events.get(0).sequencer());
      assertThat(markers()).isEmpty();
    }
  }

  @Test
  void a_marker_written_before_a_crash_tells_of_the_object_if_it_is_there() throws Exception {
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(events::add);
      aws.s3().createBucket(b -> b.bucket("documents"));
      put(aws, "written");
      eventually(() -> assertThat(aws.notificationsIdle()).isTrue());
    }
    events.clear();
    var pending = new PendingEvents(folder.resolve("notifications"));
    pending.announce("0000000000000001", "documents", "written");
    pending.announce("0000000000000002", "documents", "never written");
    pending.announce("0000000000000003", "no-bucket", "never written");
    try (var aws = Clouds.on(folder)) {
      aws.onObjectCreated(events::add);
      eventually(() -> assertThat(events).hasSize(1));
      assertThat(events.getFirst().key()).isEqualTo("written");
      eventually(() -> assertThat(markers()).isEmpty());
    }
  }

  @Test
  void sequencers_grow_even_when_the_clock_goes_back() {
    var file = folder.resolve("sequencer");
    var noon = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    var first = new Sequencer(noon, file);
    var one = first.next();
    var two = first.next();
    var restarted = new Sequencer(Clock.offset(noon, Duration.ofHours(-1)), file).next();
    assertThat(one).matches("[0-9A-F]{16}").isLessThan(two);
    assertThat(two).isLessThan(restarted);
  }

  private static void put(EmbeddedAws aws, String key) {
    aws.s3().putObject(p -> p.bucket("documents").key(key), RequestBody.fromString("text"));
  }

  private List<Path> markers() throws Exception {
    try (var files = Files.list(folder.resolve("notifications"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }
}
