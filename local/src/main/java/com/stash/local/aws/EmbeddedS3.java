package com.stash.local.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** S3Proxy on the loopback address: path-style, signatures checked, browsers welcome. */
record EmbeddedS3(URI endpoint, S3Proxy server) implements AutoCloseable {
  private static final List<String> ANY = List.of("*");
  private static final List<String> ANY_ORIGIN = List.of(".*");
  private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE");
  private static final List<String> EXPOSED = List.of("ETag", "x-amz-request-id");
  private static final long LARGEST_PUT = 5L << 30;

  /** Returns the store of bytes below the folder, or one in memory. */
  static BlobStore store(@Nullable Path folder) {
    return folder == null
        ? new TransientNio2BlobStore()
        : new FilesystemNio2BlobStore(folder.toString());
  }

  static EmbeddedS3 start(StorageGate gate, int wantedPort) {
    return Ports.serve(wantedPort, "S3", port -> on(gate, port));
  }

  private static EmbeddedS3 on(StorageGate gate, int port) {
    var endpoint = URI.create("http://" + Ports.HOST + ":" + port);
    var server =
        S3Proxy.builder()
            .blobStore(gate.store())
            .endpoint(endpoint)
            .awsAuthentication(
                AuthenticationType.AWS_V4, gate.rootAccessKey(), gate.rootSecretKey())
            .corsRules(new CrossOriginResourceSharing(ANY_ORIGIN, METHODS, ANY, EXPOSED, "false"))
            .maxSinglePartObjectSize(LARGEST_PUT)
            .v4MaxNonChunkedRequestSize(128 << 20)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    server.setBlobStoreLocator(gate);
    try {
      server.start();
    } catch (Exception e) {
      throw new CannotStart(
          "S3 does not start on port %d: choose another port.".formatted(port), e);
    }
    return new EmbeddedS3(endpoint, server);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3 does not stop", e);
    }
  }
}
