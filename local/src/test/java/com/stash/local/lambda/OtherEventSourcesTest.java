package com.stash.local.lambda;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.stash.local.aws.Clouds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class OtherEventSourcesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void an_upload_reaches_the_function_as_s3_sends_it_again_if_it_failed() throws Exception {
    List<S3EventNotificationRecord> seen = new CopyOnWriteArrayList<>();
    var calls = new AtomicInteger();
    RequestHandler<S3Event, String> handler =
        (S3Event event, Context context) -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("not now");
          }
          seen.addAll(event.getRecords());
          return "";
        };
    try (var aws = Clouds.inMemory();
        var source =
            new ObjectCreatedEventSource(
                aws,
                "documents",
                LocalFunction.of("upload", handler, S3Event.class, TIMEOUT, Clock.systemUTC()))) {
      source.start();
      aws.s3().createBucket(b -> b.bucket("documents"));
      aws.s3().createBucket(b -> b.bucket("archive"));
      aws.s3().putObject(p -> p.bucket("archive").key("a"), RequestBody.fromString("1"));
      var key = "tenants/t/inbox/c/Rechnung März (1)+2.pdf";
      var put =
          aws.s3().putObject(p -> p.bucket("documents").key(key), RequestBody.fromString("12345"));
      eventually(() -> assertThat(seen).hasSize(1));
      eventually(() -> assertThat(source.idle()).isTrue());
      var record = seen.getFirst();
      assertThat(record.getS3().getBucket().getName()).isEqualTo("documents");
      assertThat(record.getS3().getObject().getKey())
          .isEqualTo("tenants/t/inbox/c/Rechnung+M%C3%A4rz+%281%29%2B2.pdf");
      assertThat(record.getS3().getObject().getUrlDecodedKey()).isEqualTo(key);
      assertThat(record.getS3().getObject().getSizeAsLong()).isEqualTo(5);
      assertThat('"' + record.getS3().getObject().geteTag() + '"').isEqualTo(put.eTag());
      assertThat(record.getS3().getObject().getSequencer()).matches("[0-9A-F]{16}");
      assertThat(record.getEventTime()).isNotNull();
    }
  }

  @Test
  void a_schedule_calls_at_once_and_again() throws Exception {
    List<ScheduledEvent> seen = new CopyOnWriteArrayList<>();
    RequestHandler<ScheduledEvent, String> handler =
        (ScheduledEvent event, Context context) -> {
          seen.add(event);
          throw new IllegalStateException("a failure does not end the schedule");
        };
    try (var source =
        new ScheduledEventSource(
            LocalFunction.of("sweeps", handler, ScheduledEvent.class, TIMEOUT, Clock.systemUTC()),
            Duration.ofMillis(20),
            Clock.systemUTC())) {
      source.start();
      eventually(() -> assertThat(seen).hasSizeGreaterThan(2));
    }
    assertThat(seen.getFirst().getDetailType()).isEqualTo("Scheduled Event");
    assertThat(seen.getFirst().getSource()).isEqualTo("aws.events");
    assertThat(seen.getFirst().getTime()).isNotNull();
  }
}
