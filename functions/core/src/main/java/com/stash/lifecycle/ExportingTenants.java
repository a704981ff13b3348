package com.stash.lifecycle;

import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Hands over everything a tenant owns: one file of JSON lines for each table, without secrets, all
 * objects, and a manifest with the hash of each file. Page by page; memory does not grow with it.
 */
public final class ExportingTenants {
  private static final Pattern PLAIN =
      Pattern.compile("(?!.*(^|/)\\.{0,2}(/|$))[A-Za-z0-9._/-]{1,800}");

  private final Holdings holdings;

  public ExportingTenants(Holdings holdings) {
    this.holdings = holdings;
  }

  /** Where the files go, one after another. */
  public interface Target {
    /** Begins a file; the one before is closed. */
    OutputStream file(String name) throws IOException;
  }

  /** What was handed over. */
  public record Exported(long rows, long objects, long bytes) {}

  /** Writes all files, the manifest last; {@code spool} is a file for the manifest until then. */
  public Exported export(TenantScope scope, Target target, Path spool, Consumer<String> progress)
      throws IOException {
    long rows = 0;
    try (var manifest = Files.newOutputStream(spool)) {
      var writing = new Writing(target, manifest);
      for (var table : holdings.exported(scope)) {
        var lines = writing.table(scope, table);
        rows += lines;
        progress.accept(table + ": " + lines + " rows");
      }
      holdings.objects(scope, writing::object);
      progress.accept("objects: " + writing.objects);
      manifest.flush();
      try (var out = target.file("manifest.jsonl")) {
        Files.copy(spool, out);
      }
      return new Exported(rows, writing.objects, writing.bytes);
    }
  }

  /** One export under way. */
  private final class Writing {
    private final Target target;
    private final OutputStream manifest;
    private long objects;
    private long bytes;

    Writing(Target target, OutputStream manifest) {
      this.target = target;
      this.manifest = manifest;
    }

    long table(TenantScope scope, String table) throws IOException {
      var name = table + ".jsonl";
      var lines = new long[1];
      var digest = Sha256.digest();
      try (var out = new DigestOutputStream(target.file(name), digest)) {
        holdings.rows(
            scope,
            table,
            row -> {
              out.write(Json.bytes(row));
              out.write('\n');
              lines[0]++;
            });
      }
      note(name, name, lines[0], digest.digest());
      return lines[0];
    }

    void object(String path, InputStream in) throws IOException {
      var name =
          "objects/" + (PLAIN.matcher(path).matches() ? path : "by-hash/" + Sha256.of(path).hex());
      var digest = Sha256.digest();
      long size;
      try (var out = new DigestOutputStream(target.file(name), digest)) {
        size = in.transferTo(out);
      }
      objects++;
      bytes += size;
      note(name, path, size, digest.digest());
    }

    private void note(String file, String key, long size, byte[] hash) throws IOException {
      var line =
          Json.object()
              .put("file", file)
              .put(file.startsWith("objects/") ? "bytes" : "rows", size)
              .put("sha256", HexFormat.of().formatHex(hash));
      if (!file.equals(key)) {
        line.put("key", key);
      }
      manifest.write(Json.bytes(line));
      manifest.write('\n');
    }
  }
}
