package com.stash.credentials;

import com.stash.credentials.Sealer.Place;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.TenantScope;
import java.util.Objects;

/**
 * The credentials that one processor may use in one job. Each call reads the table, so it sees a
 * rotation, a disabling or a deletion at once. Safe for use by several threads.
 */
public final class JobCredentials {
  private final Asker asker;
  private final SearchingCredentials searching;
  private final Sealer sealer;
  private final RecordingUses uses;

  JobCredentials(Asker asker, SearchingCredentials searching, Sealer sealer, RecordingUses uses) {
    this.asker = asker;
    this.searching = searching;
    this.sealer = sealer;
    this.uses = uses;
  }

  /** Opens the current value of a key, or says which level stands in the way; close it soon. */
  public Outcome<Resolved> resolve(TenantScope scope, String name) {
    if (!asker.keys().contains(name)) {
      return Outcome.refused(undeclared(name));
    }
    return searching
        .search(scope, asker.processor(), asker.campaign(), name)
        .taken(name)
        .map(credential -> open(scope, credential));
  }

  /** Writes down how often each value was used; call it once, at the end of the job's run. */
  public void finish(TenantScope scope) {
    uses.finish(scope);
  }

  private Resolved open(TenantScope scope, Credential credential) {
    var version = credential.version(Stage.CURRENT).orElseThrow();
    var place = new Place(credential.scope(), credential.name(), version.number());
    var sealed = Objects.requireNonNull(version.sealed());
    var secret = sealer.open(searching.owner(scope, credential.scope()), place, sealed);
    try {
      uses.used(scope, asker, credential, version);
      return new Resolved(credential.scope().level(), version, secret);
    } catch (RuntimeException e) {
      secret.close();
      throw e;
    }
  }

  private Refusal undeclared(String name) {
    return Refusal.of(
        Kind.FORBIDDEN,
        "credential_not_declared",
        "The processor %s is not registered for the credential %s."
            .formatted(asker.processor(), name));
  }
}
