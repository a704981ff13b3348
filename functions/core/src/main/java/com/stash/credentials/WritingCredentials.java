package com.stash.credentials;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of credentials, each on the version that was read. A clash with what this very
 * change led to is no clash: its reply was lost, or the same request came twice at once.
 */
record WritingCredentials(Credentials credentials, Transactions transactions, Clock clock) {
  /** Reads a credential and writes what the change makes of it. */
  Outcome<Credential> change(
      TenantScope scope,
      CredentialId id,
      long version,
      @Nullable Requested request,
      BiFunction<Credential, Stamp, Outcome<Credential>> change) {
    var there = credentials.find(scope, id).orElse(null);
    if (there == null) {
      return Outcome.refused(Refusal.notFound());
    }
    return Requested.repeated(request, there)
        .orElseGet(
            () ->
                there.version() == version
                    ? change
                        .apply(there, scope.changed(there.stamp(), clock.instant()))
                        .flatMap(next -> write(scope, next, null, request))
                    : Outcome.refused(Refusal.stale()));
  }

  /**
   * Writes a changed credential.
   *
   * @param made the version that was sealed for it; another change may have come after this one
   */
  Outcome<Credential> write(
      TenantScope scope,
      Credential changed,
      @Nullable ValueVersion made,
      @Nullable Requested request) {
    var next = changed.askedBy(request);
    return switch (transactions.commit(scope, new Replace(next))) {
      case Verdict.Committed() -> Outcome.done(next);
      case Verdict.Clashed(var _, Credential there) when there.equals(next) || has(there, made) ->
          Outcome.done(there);
      case Verdict.Clashed(var _, Credential there) ->
          Requested.repeated(request, there).orElseGet(() -> Outcome.refused(Refusal.stale()));
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  /** No two ciphertexts are equal, so who has this one has this version. */
  private static boolean has(Credential there, @Nullable ValueVersion made) {
    return made != null
        && made.sealed() != null
        && there.versions().stream().anyMatch(v -> made.sealed().equals(v.sealed()));
  }
}
