package com.stash.documents;

import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;

/** Reads an object once, for its size, hash and type. */
public final class InspectingObjects {
  private final TenantObjects objects;
  private final TypeDetector types;

  public InspectingObjects(TenantObjects objects, TypeDetector types) {
    this.objects = objects;
    this.types = types;
  }

  /** Returns what was found; empty when the object is not there any more. */
  public Optional<Arrival> inspect(
      TenantScope scope, ObjectKey key, String filename, String sequencer) {
    return objects.read(
        scope, key, (bytes, size, version) -> arrival(bytes, size, version, filename, sequencer));
  }

  private Arrival arrival(
      InputStream bytes, long size, String version, String filename, String sequencer)
      throws IOException {
    var digest = Sha256.digest();
    var first = bytes.readNBytes(TypeDetector.LOOKS_AT);
    digest.update(first);
    var buffer = new byte[TypeDetector.LOOKS_AT];
    for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    var hash = new Sha256(HexFormat.of().formatHex(digest.digest()));
    return new Arrival(types.detect(first, filename), size, hash, version, sequencer);
  }
}
