package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.CampaignId;
import com.stash.documents.Announcement;
import com.stash.documents.DocumentId;
import com.stash.documents.JobId;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects;
import com.stash.documents.TenantObjects.UploadTicket;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.Givens;
import com.stash.store.S3TenantObjects;
import com.stash.store.Sessions;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class TenantObjectsTest {
  private static final byte[] BYTES = "Total 7".getBytes(UTF_8);
  private static final Announcement SAID =
      new Announcement("a.txt", "text/plain", BYTES.length, Sha256.of(BYTES));
  private static Givens given;
  private static HttpClient http;

  private final TenantObjects objects = given().stores().objects();
  private final TenantScope scope = given().scope(new TenantId(given().ids().ulid()));
  private final DocumentId document =
      new DocumentId(new CampaignId(given().ids().ulid()), given().ids().ulid());
  private final ObjectKey key = new ObjectKey.Original(document);

  @BeforeAll
  static void start() {
    given = Givens.start();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    given.close();
  }

  private static Givens given() {
    return given;
  }

  @Test
  void exactly_the_announced_bytes_can_be_sent_with_the_ticket() throws Exception {
    assertThat(put(ticket(), BYTES).statusCode()).isEqualTo(200);
    assertThat(objects.get(scope, key)).isEqualTo(BYTES);
  }

  @Test
  void the_ticket_demands_the_headers_it_names_and_tells_when_it_ends() {
    var ticket = ticket();
    assertThat(ticket.headers())
        .containsEntry("content-type", "text/plain")
        .containsEntry("content-length", "7")
        .containsEntry("if-none-match", "*")
        .containsEntry("x-amz-checksum-sha256", SAID.sha256().base64())
        .doesNotContainKey("host");
    assertThat(ticket.expiresAt()).isEqualTo(given.clock().instant().plusSeconds(60));
    assertThat(ticket.url().getPath()).endsWith(ObjectKey.inBucket(scope.tenant(), key));
  }

  @Test
  void another_size_is_refused() throws Exception {
    assertThat(put(ticket(), "Total 77".getBytes(UTF_8)).statusCode()).isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void other_bytes_of_the_same_size_are_refused() throws Exception {
    assertThat(put(ticket(), "Total 8".getBytes(UTF_8)).statusCode()).isEqualTo(400);
    assertNothingStored();
  }

  @Test
  void another_type_is_refused() throws Exception {
    assertRefused(with("content-type", "text/html"));
  }

  @Test
  void another_checksum_is_refused() throws Exception {
    assertRefused(with("x-amz-checksum-sha256", Sha256.of("x").base64()));
  }

  @Test
  void a_missing_checksum_is_refused() throws Exception {
    assertRefused(with("x-amz-checksum-sha256", ""));
  }

  @Test
  void another_key_is_refused() throws Exception {
    var ticket = ticket();
    var other = new ObjectKey.Original(new DocumentId(document.campaign(), given.ids().ulid()));
    var url = ticket.url().toString().replace(document.value(), other.document().value());
    assertThat(put(new UploadTicket(URI.create(url), ticket.headers(), ticket.expiresAt()), BYTES))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
    assertThat(objects.read(scope, other, (_, size, _) -> size)).isEmpty();
  }

  @Test
  void another_tenant_s_key_is_refused() throws Exception {
    var ticket = ticket();
    var other = given.ids().ulid();
    var url = ticket.url().toString().replace(scope.tenant().value(), other);
    assertThat(put(new UploadTicket(URI.create(url), ticket.headers(), ticket.expiresAt()), BYTES))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
  }

  @Test
  void a_second_upload_is_refused_and_the_first_stays() throws Exception {
    var ticket = ticket();
    assertThat(put(ticket, BYTES).statusCode()).isEqualTo(200);
    assertThat(put(ticket, BYTES).statusCode()).isEqualTo(412);
    assertThat(put(with(ticket, "if-none-match", ""), BYTES).statusCode()).isEqualTo(403);
    assertThat(objects.get(scope, key)).isEqualTo(BYTES);
  }

  @Test
  void a_ticket_lives_for_a_second_at_least() {
    var late = given.clock().instant().minusSeconds(5);
    var url = objects.presignUpload(scope, key, SAID, late).url().getRawQuery();
    assertThat(url).contains("X-Amz-Expires=1&");
    var later = given.clock().instant().plus(Duration.ofHours(1));
    assertThat(objects.presignUpload(scope, key, SAID, later).url().getRawQuery())
        .contains("X-Amz-Expires=3600&");
  }

  @Test
  void an_address_to_read_from_gives_the_bytes_under_the_name() throws Exception {
    objects.put(scope, key, "text/plain", BYTES);
    var address = objects.presignDownload(scope, key, "märz \"1\".txt");
    var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename*=UTF-8''m%C3%A4rz%20%221%22.txt");
    var other = address.toString().replace(scope.tenant().value(), given.ids().ulid());
    var refused =
        http.send(HttpRequest.newBuilder(URI.create(other)).build(), BodyHandlers.discarding());
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void pinned_bytes_are_downloaded_and_others_are_not(@TempDir Path folder) throws Exception {
    objects.put(scope, key, "text/plain", BYTES);
    var pin = objects.read(scope, key, (_, _, version) -> version).orElseThrow();
    var first = folder.resolve("first");
    assertThat(objects.download(scope, key, pin, first)).isTrue();
    assertThat(first).hasBinaryContent(BYTES);

    objects.put(scope, key, "text/plain", "Total 8".getBytes(UTF_8));
    var second = folder.resolve("second");
    assertThat(objects.download(scope, key, pin, second)).isFalse();
    assertThat(Files.exists(second)).isFalse();
  }

  @Test
  void a_reader_sees_bytes_size_and_pin() {
    objects.put(scope, key, "text/plain", BYTES);
    var seen =
        objects
            .read(
                scope,
                key,
                (bytes, size, version) ->
                    new String(bytes.readAllBytes(), UTF_8) + size + version.charAt(0))
            .orElseThrow();
    assertThat(seen).isEqualTo("Total 77\"");
  }

  @Test
  void a_reader_s_failure_is_passed_on() {
    objects.put(scope, key, "text/plain", BYTES);
    assertThatThrownBy(
            () ->
                objects.read(
                    scope,
                    key,
                    (_, _, _) -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("broken");
  }

  @Test
  void an_object_that_is_gone_is_nothing(@TempDir Path folder) {
    assertThat(objects.read(scope, key, (_, size, _) -> size)).isEmpty();
    assertThat(objects.download(scope, key, "\"etag\"", folder.resolve("a"))).isFalse();
  }

  @Test
  void a_version_that_is_gone_is_nothing(@TempDir Path folder) {
    assertThat(failing(404, "NoSuchVersion").download(scope, key, "v1", folder.resolve("a")))
        .isFalse();
  }

  @Test
  void another_failure_of_s3_is_a_surprise(@TempDir Path folder) {
    assertThatThrownBy(
            () -> failing(404, "NoSuchBucket").download(scope, key, "v1", folder.resolve("a")))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(
            () -> failing(503, "SlowDown").download(scope, key, "v1", folder.resolve("a")))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  void a_target_that_is_there_is_not_overwritten(@TempDir Path folder) throws Exception {
    objects.put(scope, key, "text/plain", BYTES);
    var pin = objects.read(scope, key, (_, _, version) -> version).orElseThrow();
    var taken = Files.writeString(folder.resolve("taken"), "mine");
    assertThatThrownBy(() -> objects.download(scope, key, pin, taken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(taken).hasContent("mine");
  }

  @Test
  void a_bucket_with_versions_is_asked_for_the_version(@TempDir Path folder) {
    var asked = new java.util.ArrayList<GetObjectRequest>();
    var s3 = new Answering(404, "NoSuchVersion", asked);
    objects(s3).download(scope, new ObjectKey.Result(job()), "v1", folder.resolve("a"));
    objects(s3).download(scope, new ObjectKey.Result(job()), "\"e\"", folder.resolve("a"));
    assertThat(asked).extracting(GetObjectRequest::versionId).containsExactly("v1", null);
    assertThat(asked).extracting(GetObjectRequest::ifMatch).containsExactly(null, "\"e\"");
  }

  private JobId job() {
    return new JobId(document, given.ids().ulid());
  }

  private static TenantObjects failing(int status, String code) {
    return objects(new Answering(status, code, new java.util.ArrayList<>()));
  }

  private static TenantObjects objects(S3Client s3) {
    return new S3TenantObjects(
        s3, given.backend().presigner(), "bucket", Sessions.NONE, given.clock());
  }

  /** An S3 that refuses every read. */
  private record Answering(int status, String code, java.util.List<GetObjectRequest> asked)
      implements S3Client {
    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      asked.add(request);
      throw S3Exception.builder()
          .statusCode(status)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
          .build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
      return getObject(request, ResponseTransformer.toInputStream());
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private UploadTicket ticket() {
    return objects.presignUpload(scope, key, SAID, given.clock().instant().plusSeconds(60));
  }

  private UploadTicket with(String header, String value) {
    return with(ticket(), header, value);
  }

  private static UploadTicket with(UploadTicket ticket, String header, String value) {
    var headers = new HashMap<>(ticket.headers());
    headers.put(header, value);
    headers.values().removeIf(String::isEmpty);
    return new UploadTicket(ticket.url(), headers, ticket.expiresAt());
  }

  private void assertRefused(UploadTicket ticket) throws Exception {
    assertThat(put(ticket, BYTES).statusCode()).isEqualTo(403);
    assertNothingStored();
  }

  private void assertNothingStored() {
    assertThat(objects.read(scope, key, (_, size, _) -> size)).isEmpty();
  }

  private static HttpResponse<String> put(UploadTicket ticket, byte[] bytes) throws Exception {
    var request = HttpRequest.newBuilder(ticket.url()).PUT(BodyPublishers.ofByteArray(bytes));
    for (Map.Entry<String, String> header : ticket.headers().entrySet()) {
      if (!header.getKey().equals("content-length")) {
        request.header(header.getKey(), header.getValue());
      }
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
