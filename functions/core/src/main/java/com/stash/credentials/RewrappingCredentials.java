package com.stash.credentials;

import com.stash.credentials.Sealer.Place;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

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

  /** Moves everything to the key with this ARN and returns how many credentials changed. */
  public int rewrap(TenantScope scope, String key) {
    return count(scope, credential -> rewrap(scope, credential, key));
  }

  /** Returns how many credentials {@link #rewrap} would change, and changes none. */
  public int elsewhere(TenantScope scope, String key) {
    return count(scope, credential -> isElsewhere(credential, key));
  }

  private int count(TenantScope scope, Predicate<Credential> counted) {
    var count = new AtomicInteger();
    Page.each(
        page -> credentials.list(scope, null, page),
        (Credential credential) -> count.addAndGet(counted.test(credential) ? 1 : 0));
    return count.get();
  }

  /** A rotation that comes between wins, and what it left is moved. */
  private boolean rewrap(TenantScope scope, Credential listed, String key) {
    var there = listed;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (!isElsewhere(there, key)) {
        return false;
      }
      var moved = moved(scope, there, key);
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

  private Credential moved(TenantScope scope, Credential there, String key) {
    var versions =
        there.versions().stream().map(version -> moved(scope, there, version, key)).toList();
    return there.with(versions, scope.changed(there.stamp(), clock.instant()));
  }

  private ValueVersion moved(
      TenantScope scope, Credential credential, ValueVersion version, String key) {
    var sealed = version.sealed();
    if (sealed == null || sealed.key().equals(key)) {
      return version;
    }
    var place = new Place(credential.scope(), credential.name(), version.number());
    return version.resealed(sealer.rewrap(scope, place, sealed, key));
  }

  private static boolean isElsewhere(Credential credential, String key) {
    return credential.versions().stream()
        .map(ValueVersion::sealed)
        .anyMatch(value -> value != null && !value.key().equals(key));
  }
}
