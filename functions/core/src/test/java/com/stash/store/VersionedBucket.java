package com.stash.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket that keeps versions, delete markers and unfinished uploads, which the embedded S3 server
 * does not: as much of S3's REST API as it takes to list and delete them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">S3's
 *     operations</a>
 */
final class VersionedBucket implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final Pattern NAMED =
      Pattern.compile("<Key>([^<]*)</Key><VersionId>([^<]*)</VersionId>");

  /** One version of an object, or the marker that it was deleted. */
  record Version(String key, String id, boolean marker) {}

  final List<Version> versions = new ArrayList<>();
  final Map<String, String> uploads = new TreeMap<>();
  private final HttpServer server;

  VersionedBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var query = query(exchange.getRequestURI());
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var answer = answer(exchange.getRequestMethod(), query, body).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private synchronized String answer(String method, Map<String, String> query, String body) {
    var prefix = query.getOrDefault("prefix", "");
    if (method.equals("DELETE")) {
      uploads.remove(query.get("uploadId"));
      return "";
    }
    if (query.containsKey("delete")) {
      NAMED
          .matcher(body)
          .results()
          .forEach(
              named ->
                  versions.removeIf(
                      v -> v.key().equals(named.group(1)) && v.id().equals(named.group(2))));
      return "<DeleteResult></DeleteResult>";
    }
    if (query.containsKey("versioning")) {
      return "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    }
    if (query.containsKey("uploads")) {
      var from = query.getOrDefault("upload-id-marker", "");
      var left =
          uploads.entrySet().stream()
              .filter(upload -> upload.getValue().startsWith(prefix))
              .filter(upload -> upload.getKey().compareTo(from) > 0)
              .toList();
      var page = left.subList(0, Math.min(PAGE, left.size()));
      var more = page.size() < left.size();
      return "<ListMultipartUploadsResult><IsTruncated>%s</IsTruncated>%s%s</ListMultipartUploadsResult>"
          .formatted(
              more,
              more
                  ? "<NextKeyMarker>%s</NextKeyMarker><NextUploadIdMarker>%s</NextUploadIdMarker>"
                      .formatted(page.getLast().getValue(), page.getLast().getKey())
                  : "",
              page.stream()
                  .map(
                      upload ->
                          "<Upload><Key>%s</Key><UploadId>%s</UploadId></Upload>"
                              .formatted(upload.getValue(), upload.getKey()))
                  .collect(Collectors.joining()));
    }
    var from = query.getOrDefault("version-id-marker", "");
    var left =
        versions.stream()
            .filter(version -> version.key().startsWith(prefix))
            .filter(version -> version.id().compareTo(from) > 0)
            .toList();
    var page = left.subList(0, Math.min(PAGE, left.size()));
    var more = page.size() < left.size();
    return "<ListVersionsResult><IsTruncated>%s</IsTruncated>%s%s</ListVersionsResult>"
        .formatted(
            more,
            more
                ? "<NextKeyMarker>%s</NextKeyMarker><NextVersionIdMarker>%s</NextVersionIdMarker>"
                    .formatted(page.getLast().key(), page.getLast().id())
                : "",
            page.stream().map(VersionedBucket::xml).collect(Collectors.joining()));
  }

  private static String xml(Version version) {
    return "<%1$s><Key>%2$s</Key><VersionId>%3$s</VersionId></%1$s>"
        .formatted(version.marker() ? "DeleteMarker" : "Version", version.key(), version.id());
  }

  private static Map<String, String> query(URI uri) {
    var raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return Pattern.compile("&")
        .splitAsStream(raw)
        .map(pair -> (pair + "=").split("=", -1))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
