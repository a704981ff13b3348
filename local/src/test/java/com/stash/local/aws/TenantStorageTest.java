package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

class TenantStorageTest {
  private static final String ACME = "01J0000000000000000000ACME";
  private static final String GLOBEX = "01J00000000000000000G10BEX";
  private static final String BUCKET = "documents";
  private static final String OWN = "tenants/" + ACME + "/inbox/c/a.txt";
  private static final String OWN_OUTSIDE_INBOX = "tenants/" + ACME + "/results/r.json";
  private static final String FOREIGN = "tenants/" + GLOBEX + "/inbox/c/b.txt";

  private static EmbeddedAws aws;
  private static S3Client acme;
  private static String foreignUpload;

  @BeforeAll
  static void start() {
    aws = Clouds.inMemory();
    aws.s3().createBucket(b -> b.bucket(BUCKET));
    for (var key : List.of(OWN, OWN_OUTSIDE_INBOX, FOREIGN)) {
      aws.s3().putObject(p -> p.bucket(BUCKET).key(key), RequestBody.fromString("text"));
    }
    foreignUpload = aws.s3().createMultipartUpload(c -> c.bucket(BUCKET).key(FOREIGN)).uploadId();
    acme =
        Clouds.s3(
            aws.s3Endpoint(),
            aws.tenantStorageKeys().accessKey(ACME),
            aws.tenantStorageKeys().secretKey(ACME));
  }

  @AfterAll
  static void stop() {
    acme.close();
    aws.close();
  }

  @Test
  void a_tenant_reads_lists_copies_and_deletes_its_own() {
    var copy = OWN + ".copy";
    acme.copyObject(
        c ->
            c.sourceBucket(BUCKET)
                .sourceKey(OWN_OUTSIDE_INBOX)
                .destinationBucket(BUCKET)
                .destinationKey(copy));
    assertThat(acme.getObjectAsBytes(g -> g.bucket(BUCKET).key(copy)).asUtf8String())
        .isEqualTo("text");
    assertThat(acme.headObject(h -> h.bucket(BUCKET).key(OWN)).contentLength()).isEqualTo(4);
    assertThat(acme.listObjectsV2(l -> l.bucket(BUCKET).prefix("tenants/" + ACME + "/")).contents())
        .extracting(object -> object.key())
        .contains(OWN, copy, OWN_OUTSIDE_INBOX)
        .doesNotContain(FOREIGN);
    acme.deleteObject(d -> d.bucket(BUCKET).key(copy));
  }

  @Test
  void a_tenant_uploads_in_parts() {
    var key = OWN + ".parts";
    var upload = acme.createMultipartUpload(c -> c.bucket(BUCKET).key(key)).uploadId();
    var part =
        acme.uploadPart(
            u -> u.bucket(BUCKET).key(key).uploadId(upload).partNumber(1),
            RequestBody.fromString("part"));
    acme.completeMultipartUpload(
        c ->
            c.bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(
                    m -> m.parts(CompletedPart.builder().partNumber(1).eTag(part.eTag()).build())));
    assertThat(acme.headObject(h -> h.bucket(BUCKET).key(key)).contentLength()).isEqualTo(4);
  }

  /** Other SDKs name the parts' checksums when they finish, which has the server read the parts. */
  @Test
  void a_tenant_uploads_in_parts_with_checksums() {
    var key = OWN + ".checked";
    var upload =
        acme.createMultipartUpload(
                c -> c.bucket(BUCKET).key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
            .uploadId();
    var part =
        acme.uploadPart(
            u ->
                u.bucket(BUCKET)
                    .key(key)
                    .uploadId(upload)
                    .partNumber(1)
                    .checksumAlgorithm(ChecksumAlgorithm.CRC32),
            RequestBody.fromString("part"));
    var crc = "SQ9wxg==";
    var completed =
        CompletedPart.builder().partNumber(1).eTag(part.eTag()).checksumCRC32(crc).build();
    acme.completeMultipartUpload(
        c -> c.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(m -> m.parts(completed)));
    assertThat(acme.headObject(h -> h.bucket(BUCKET).key(key)).contentLength()).isEqualTo(4);
  }

  static Stream<Named<Consumer<S3Client>>> refused() {
    return Stream.of(
        Named.of("get", s3 -> s3.getObjectAsBytes(g -> g.bucket(BUCKET).key(FOREIGN))),
        Named.of("get a foreign upload's part", TenantStorageTest::getForeignPart),
        Named.of("head", s3 -> s3.headObject(h -> h.bucket(BUCKET).key(FOREIGN))),
        Named.of("head what is not", s3 -> s3.headObject(h -> h.bucket(BUCKET).key("x"))),
        Named.of("put", s3 -> put(s3, FOREIGN)),
        Named.of("put at the root", s3 -> put(s3, "a.txt")),
        Named.of("put outside the inbox", s3 -> put(s3, OWN_OUTSIDE_INBOX)),
        Named.of("put by dots", s3 -> put(s3, OWN + "/../../../../" + GLOBEX + "/inbox/x")),
        Named.of("copy from", s3 -> copy(s3, FOREIGN, OWN)),
        Named.of("copy to", s3 -> copy(s3, OWN, FOREIGN)),
        Named.of("delete", s3 -> s3.deleteObject(d -> d.bucket(BUCKET).key(FOREIGN))),
        Named.of(
            "delete outside the inbox",
            s3 -> s3.deleteObject(d -> d.bucket(BUCKET).key(OWN_OUTSIDE_INBOX))),
        Named.of(
            "delete many",
            s3 ->
                s3.deleteObjects(
                    d ->
                        d.bucket(BUCKET)
                            .delete(
                                o -> o.objects(ObjectIdentifier.builder().key(FOREIGN).build())))),
        Named.of("list all", s3 -> s3.listObjectsV2(l -> l.bucket(BUCKET))),
        Named.of("list tenants", s3 -> s3.listObjectsV2(l -> l.bucket(BUCKET).prefix("tenants/"))),
        Named.of(
            "list foreign",
            s3 -> s3.listObjectsV2(l -> l.bucket(BUCKET).prefix("tenants/" + GLOBEX + "/"))),
        Named.of(
            "list half a tenant",
            s3 -> s3.listObjectsV2(l -> l.bucket(BUCKET).prefix("tenants/" + ACME))),
        Named.of("list, the old way", s3 -> s3.listObjects(l -> l.bucket(BUCKET))),
        Named.of("list versions", s3 -> s3.listObjectVersions(l -> l.bucket(BUCKET))),
        Named.of("list buckets", s3 -> s3.listBuckets()),
        Named.of("start an upload", s3 -> startUpload(s3, FOREIGN)),
        Named.of("upload a part", TenantStorageTest::foreignPart),
        Named.of(
            "list parts",
            s3 -> s3.listParts(l -> l.bucket(BUCKET).key(FOREIGN).uploadId(foreignUpload))),
        Named.of("list uploads", s3 -> s3.listMultipartUploads(l -> l.bucket(BUCKET))),
        Named.of(
            "complete an upload",
            s3 ->
                s3.completeMultipartUpload(
                    c ->
                        c.bucket(BUCKET)
                            .key(FOREIGN)
                            .uploadId(foreignUpload)
                            .multipartUpload(
                                m ->
                                    m.parts(
                                        CompletedPart.builder()
                                            .partNumber(1)
                                            .eTag("\"0\"")
                                            .build())))),
        Named.of(
            "abort an upload",
            s3 ->
                s3.abortMultipartUpload(
                    a -> a.bucket(BUCKET).key(FOREIGN).uploadId(foreignUpload))),
        Named.of("create a bucket", s3 -> s3.createBucket(b -> b.bucket("another"))),
        Named.of("delete the bucket", s3 -> s3.deleteBucket(b -> b.bucket(BUCKET))),
        Named.of(
            "open the bucket",
            s3 -> s3.putBucketAcl(a -> a.bucket(BUCKET).acl(BucketCannedACL.PUBLIC_READ))),
        Named.of("read who may", s3 -> s3.getBucketAcl(a -> a.bucket(BUCKET))),
        Named.of(
            "open an object",
            s3 -> s3.putObjectAcl(a -> a.bucket(BUCKET).key(OWN).acl(ObjectCannedACL.PUBLIC_READ))),
        Named.of(
            "switch versions on",
            s3 ->
                s3.putBucketVersioning(
                    v ->
                        v.bucket(BUCKET)
                            .versioningConfiguration(
                                c -> c.status(BucketVersioningStatus.ENABLED)))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_tenant_is_refused(Consumer<S3Client> operation) {
    assertThatThrownBy(() -> operation.accept(acme))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).as(e.getMessage()).isEqualTo(403));
  }

  @Test
  void a_wrong_secret_is_refused() {
    var key = aws.tenantStorageKeys().accessKey(ACME);
    try (var s3 = Clouds.s3(aws.s3Endpoint(), key, aws.tenantStorageKeys().secretKey(GLOBEX))) {
      assertThatThrownBy(() -> s3.getObjectAsBytes(g -> g.bucket(BUCKET).key(OWN)))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void an_unknown_access_key_is_refused() {
    for (var key : List.of("nobody", "STASH", "STASH" + ACME.substring(1), "STASHx" + ACME)) {
      try (var s3 = Clouds.s3(aws.s3Endpoint(), key, "secret")) {
        assertThatThrownBy(() -> s3.getObjectAsBytes(g -> g.bucket(BUCKET).key(OWN)))
            .isInstanceOfSatisfying(
                S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      }
    }
  }

  @Test
  void a_caller_without_signature_is_refused() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      for (var path : List.of("/", "/" + BUCKET, "/" + BUCKET + "/" + OWN)) {
        var answer =
            http.send(
                HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + path)).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(403);
      }
    }
  }

  @Test
  void every_operation_of_the_store_was_considered() {
    var harmless =
        Set.of(
            "close",
            "headBucket",
            "containerExists",
            "getMinimumMultipartPartSize",
            "supportsVersioning",
            "supportsBucketEncryption",
            "supportsServerSideEncryption",
            "supportsCopyMultipartPart");
    var considered =
        Arrays.stream(TenantBlobStore.class.getDeclaredMethods())
            .map(method -> method.getName())
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(BlobStore.class.getMethods()).map(method -> method.getName()))
        .allMatch(name -> considered.contains(name) || harmless.contains(name));
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(p -> p.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }

  private static void copy(S3Client s3, String from, String to) {
    s3.copyObject(
        c -> c.sourceBucket(BUCKET).sourceKey(from).destinationBucket(BUCKET).destinationKey(to));
  }

  private static void startUpload(S3Client s3, String key) {
    s3.createMultipartUpload(c -> c.bucket(BUCKET).key(key));
  }

  private static void getForeignPart(S3Client s3) {
    s3.getObjectAsBytes(g -> g.bucket(BUCKET).key(".mpus-" + foreignUpload + "-" + FOREIGN + "-1"));
  }

  private static void foreignPart(S3Client s3) {
    s3.uploadPart(
        u -> u.bucket(BUCKET).key(FOREIGN).uploadId(foreignUpload).partNumber(1),
        RequestBody.fromString("x"));
  }
}
