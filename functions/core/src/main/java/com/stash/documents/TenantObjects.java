package com.stash.documents;

import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A tenant's objects. */
public interface TenantObjects {
  /** How long an address to read from works. */
  Duration DOWNLOAD_WINDOW = Duration.ofMinutes(5);

  /** Reads an object's bytes once; empty when it is not there any more. */
  <T> Optional<T> read(TenantScope scope, ObjectKey key, Reader<T> reader);

  /**
   * Copies exactly the pinned bytes to a new file.
   *
   * @return whether they are still there
   */
  boolean download(TenantScope scope, ObjectKey key, String storageVersion, Path target);

  void put(TenantScope scope, ObjectKey key, String contentType, byte[] bytes);

  byte[] get(TenantScope scope, ObjectKey key);

  /** Returns what a client needs to PUT exactly the announced bytes, once. */
  UploadTicket presignUpload(TenantScope scope, ObjectKey key, Announcement said, Instant until);

  /** Returns an address from which the bytes can be read for a short time. */
  URI presignDownload(TenantScope scope, ObjectKey key, String filename);

  /** Reads a stream of bytes that is closed afterwards. */
  interface Reader<T> {
    /**
     * Reads.
     *
     * @param storageVersion what pins these bytes
     */
    T read(InputStream bytes, long sizeBytes, String storageVersion) throws IOException;
  }

  /** An address to PUT to and the headers that must be sent, all of them signed. */
  record UploadTicket(URI url, Map<String, String> headers, Instant expiresAt) {
    public UploadTicket {
      headers = Map.copyOf(headers);
    }
  }
}
