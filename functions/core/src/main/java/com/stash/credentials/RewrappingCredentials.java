package com.stash.credentials;

import com.stash.credentials.Sealer.CannotOpen;
import com.stash.credentials.Sealer.Place;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Moves a tenant's credentials to another KMS key. No value is opened: KMS wraps again what it
 * wrapped. It may be cut and repeated: what was moved is not moved again.
 */
public final class RewrappingCredentials {
  private static final int TRIES = 5;

  private final Credentials credentials;
  private final Transactions transactions;
  private final Sealer sealer;
  private final Clock clock;

  public RewrappingCredentials(
      Credentials credentials, Transactions transactions, Sealer sealer, Clock clock) {
    this.credentials = credentials;
    this.transactions = transactions;
    this.sealer = sealer;
    this.clock = clock;
  }

  /**
   * What became of a tenant's credentials.
   *
   * @param moved how many changed
   * @param stuck those with a version that does not open under the key it names; all others moved
   */
  public record Rewrapped(int moved, List<Stuck> stuck) {
    public Rewrapped {
      stuck = List.copyOf(stuck);
    }
  }

  /** A version of a credential that could not be moved, and is left as it is. */
  public record Stuck(CredentialScope place, String name, long version) {}

  /** Moves everything that can be moved to the key with this ARN. */
  public Rewrapped rewrap(TenantScope scope, String key) {
    var moved = new AtomicInteger();
    var stuck = new LinkedHashSet<Stuck>();
    each(scope, credential -> moved.addAndGet(rewrap(scope, credential, key, stuck) ? 1 : 0));
    return new Rewrapped(moved.get(), List.copyOf(stuck));
  }

  /** Returns how many credentials {@link #rewrap} would change, and changes none. */
  public int elsewhere(TenantScope scope, String key) {
    var count = new AtomicInteger();
    each(scope, credential -> count.addAndGet(isElsewhere(credential, key) ? 1 : 0));
    return count.get();
  }

  private void each(TenantScope scope, Consumer<Credential> action) {
    Page.each(page -> credentials.list(scope, null, page), action);
  }

  /** A rotation that comes between wins, and what it left is moved. */
  private boolean rewrap(TenantScope scope, Credential listed, String key, Set<Stuck> stuck) {
    var there = listed;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var versions = new ArrayList<ValueVersion>();
      for (var version : there.versions()) {
        versions.add(moved(scope, there, version, key, stuck));
      }
      if (versions.equals(there.versions())) {
        return false;
      }
      var moved = there.with(versions, scope.changed(there.stamp(), clock.instant()));
      switch (transactions.commit(scope, new Replace(moved))) {
        case Verdict.Committed() -> {
          return true;
        }
        case Verdict.Clashed(var _, Credential newer) -> there = newer;
        case Verdict.Clashed _ -> {
          return false;
        }
      }
    }
    throw new IllegalStateException("a credential changes all the time: " + listed.id());
  }

  private ValueVersion moved(
      TenantScope scope,
      Credential credential,
      ValueVersion version,
      String key,
      Set<Stuck> stuck) {
    var sealed = version.sealed();
    if (sealed == null || sealed.key().equals(key)) {
      return version;
    }
    var place = new Place(credential.scope(), credential.name(), version.number());
    try {
      return version.resealed(sealer.rewrap(scope, place, sealed, key));
    } catch (CannotOpen e) {
      stuck.add(new Stuck(credential.scope(), credential.name(), version.number()));
      return version;
    }
  }

  private static boolean isElsewhere(Credential credential, String key) {
    return credential.versions().stream()
        .map(ValueVersion::sealed)
        .anyMatch(value -> value != null && !value.key().equals(key));
  }
}
