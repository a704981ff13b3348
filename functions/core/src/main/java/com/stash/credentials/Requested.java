package com.stash.credentials;

import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.transactions.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mark of an idempotency key on the credential that its request changed, so that the effect and
 * the memory of it are one write of one item. Ten are kept; what is older is refused by its stale
 * version. The mark of a body with a value is of its fingerprint: no hash of a secret is kept.
 */
record Requested(String key, String body) {
  private static final int MOST = 10;
  private static final int DIGITS = 16;

  static @Nullable Requested of(@Nullable IdempotencyKey request) {
    return request == null ? null : of(request, request.body());
  }

  /** The body's hash is given where its own would be one of a secret. */
  static Requested of(IdempotencyKey request, Sha256 body) {
    return new Requested(cut(Sha256.ofParts(request.operation(), request.key())), cut(body));
  }

  /** Returns the marks with this one before them. */
  List<String> before(List<String> marks) {
    var all = new ArrayList<String>();
    all.add(toString());
    all.addAll(marks.subList(0, Math.min(marks.size(), MOST - 1)));
    return all;
  }

  /** Returns what the same request did before; empty when it is the first of its key. */
  static Optional<Outcome<Credential>> repeated(@Nullable Requested request, Credential there) {
    return request == null
        ? Optional.empty()
        : there.requests().stream()
            .filter(mark -> mark.startsWith(request.key()))
            .findFirst()
            .map(
                mark ->
                    mark.equals(request.toString())
                        ? Outcome.done(there)
                        : Outcome.refused(IdempotencyKey.mismatch()));
  }

  private static String cut(Sha256 hash) {
    return hash.hex().substring(0, DIGITS);
  }

  @Override
  public String toString() {
    return key + ":" + body;
  }
}
