package com.stash.credentials;

import com.stash.kernel.Ids;
import com.stash.kernel.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A credential's id within its tenant: a ULID derived from its scope (the first ten characters) and
 * its key (the rest). So it is known without a look-up, a second credential of the same place
 * clashes with the first, and the credentials of one scope are one range of ids.
 */
public record CredentialId(String value) {
  private static final int RANGE = 10;

  public CredentialId {
    Ids.requireUlid(value, "credential id");
  }

  public static CredentialId of(CredentialScope scope, String name) {
    var hash = Sha256.ofParts("credential scope", scope.toString()).bytes();
    var range = Instant.ofEpochMilli(ByteBuffer.wrap(hash).getLong() >>> Short.SIZE);
    return new CredentialId(Ids.derived(range, "credential", scope.toString(), name));
  }

  /** Returns what the ids of all credentials of a scope begin with. */
  public static String range(CredentialScope scope) {
    return of(scope, "any").value().substring(0, RANGE);
  }

  @Override
  public String toString() {
    return value;
  }
}
