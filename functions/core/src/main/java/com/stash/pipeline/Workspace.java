package com.stash.pipeline;

import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects;
import com.stash.processors.Task.Exports;
import com.stash.processors.Task.SourceFile;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job's files: the document's bytes, fetched when the first step needs them and deleted at the
 * end, and the exports, which go under the tenant's prefix.
 */
final class Workspace implements AutoCloseable {
  private final TenantObjects objects;
  private final TenantScope scope;
  private final Document document;
  private final Job job;
  private @Nullable Path folder;

  Workspace(TenantObjects objects, TenantScope scope, Document document, Job job) {
    this.objects = objects;
    this.scope = scope;
    this.document = document;
    this.job = job;
  }

  /** Returns the document's bytes; empty when the pinned bytes are not there any more. */
  Optional<SourceFile> source() {
    var arrived = document.arrived();
    if (arrived == null) {
      return Optional.empty();
    }
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("stash-job-");
        var file = folder.resolve("document");
        if (!objects.download(scope, document.object(), arrived.storageVersion(), file)) {
          return Optional.empty();
        }
      }
      var file = folder.resolve("document");
      return Files.exists(file)
          ? Optional.of(
              new SourceFile(file, document.filename(), arrived.type(), arrived.sizeBytes()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Exports exports() {
    return (name, contentType, bytes) -> {
      var key = new ObjectKey.Export(job.id(), name);
      objects.put(scope, key, contentType, bytes);
      return ObjectKey.inBucket(scope.tenant(), key);
    };
  }

  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve("document"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
