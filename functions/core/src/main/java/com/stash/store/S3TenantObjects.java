package com.stash.store;

import com.stash.documents.Announcement;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A tenant's objects in S3, all under {@code tenants/{tenantId}/}. Bytes are pinned by version id,
 * or by ETag where the bucket keeps no versions.
 *
 * <p>Two things are not done in the tenant's session: an upload's address, which lives as long as a
 * session at most does, and reads that must know a missing object from a forbidden one, which S3
 * tells only to who may list the bucket.
 */
public final class S3TenantObjects implements TenantObjects {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client s3;
  private final S3Presigner presigner;
  private final String bucket;
  private final Sessions sessions;
  private final Clock clock;

  public S3TenantObjects(
      S3Client s3, S3Presigner presigner, String bucket, Sessions sessions, Clock clock) {
    this.s3 = s3;
    this.presigner = presigner;
    this.bucket = bucket;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public <T> Optional<T> read(TenantScope scope, ObjectKey key, Reader<T> reader) {
    try (var object = s3.getObject(g -> g.bucket(bucket).key(full(scope, key)))) {
      var found = object.response();
      return Optional.of(reader.read(object, found.contentLength(), pin(found)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean download(TenantScope scope, ObjectKey key, String storageVersion, Path target) {
    var get = GetObjectRequest.builder().bucket(bucket).key(full(scope, key));
    if (storageVersion.startsWith("\"")) {
      get.ifMatch(storageVersion);
    } else {
      get.versionId(storageVersion);
    }
    try (var object = s3.getObject(get.build())) {
      Files.copy(object, target);
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || isNoSuchVersion(e)) {
        return false;
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(TenantScope scope, ObjectKey key, String contentType, byte[] bytes) {
    s3.putObject(
        p ->
            p.bucket(bucket)
                .key(full(scope, key))
                .contentType(contentType)
                .overrideConfiguration(sessions.signing(scope)),
        RequestBody.fromBytes(bytes));
  }

  @Override
  public byte[] get(TenantScope scope, ObjectKey key) {
    return s3.getObjectAsBytes(
            g ->
                g.bucket(bucket)
                    .key(full(scope, key))
                    .overrideConfiguration(sessions.signing(scope)))
        .asByteArrayUnsafe();
  }

  @Override
  public UploadTicket presignUpload(
      TenantScope scope, ObjectKey key, Announcement said, Instant until) {
    var signed =
        presigner.presignPutObject(
            p ->
                p.signatureDuration(left(until))
                    .putObjectRequest(
                        o ->
                            o.bucket(bucket)
                                .key(full(scope, key))
                                .contentType(said.type())
                                .contentLength(said.sizeBytes())
                                .checksumSHA256(said.sha256().base64())
                                .ifNoneMatch("*")));
    var headers = new TreeMap<String, String>();
    signed
        .signedHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("host")) {
                headers.put(name, String.join(",", values));
              }
            });
    return new UploadTicket(uri(signed.url()), headers, until);
  }

  @Override
  public URI presignDownload(TenantScope scope, ObjectKey key, String filename) {
    var encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
    var signed =
        presigner.presignGetObject(
            p ->
                p.signatureDuration(DOWNLOAD_WINDOW)
                    .getObjectRequest(
                        o ->
                            o.bucket(bucket)
                                .key(full(scope, key))
                                .overrideConfiguration(sessions.signing(scope))
                                .responseContentDisposition(
                                    "attachment; filename*=UTF-8''" + encoded)));
    return uri(signed.url());
  }

  /** A version that was deleted has no exception of its own. */
  private static boolean isNoSuchVersion(S3Exception e) {
    return e.awsErrorDetails() != null && "NoSuchVersion".equals(e.awsErrorDetails().errorCode());
  }

  private Duration left(Instant until) {
    var left = Duration.between(clock.instant(), until);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static String full(TenantScope scope, ObjectKey key) {
    return ObjectKey.inBucket(scope.tenant(), key);
  }

  private static String pin(GetObjectResponse found) {
    var version = found.versionId();
    return version == null || version.equals("null") ? found.eTag() : version;
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
