package com.stash.identity;

import com.stash.kernel.Log;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notes that keys are used: at most one write for a key and hour. A write that fails is logged and
 * never fails the request.
 */
public final class SamplingKeyUses {
  /** How long a use stands for all that follow. */
  public static final Duration SAMPLED = Duration.ofHours(1);

  private static final int MOST = 10_000;

  private record Key(TenantId tenant, String id) {}

  private final Map<Key, Instant> noted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
          return size() > MOST;
        }
      };

  private final KeyUses uses;
  private final Clock clock;
  private final Log log;

  public SamplingKeyUses(KeyUses uses, Clock clock, Log log) {
    this.uses = uses;
    this.clock = clock;
    this.log = log;
  }

  void used(TenantScope scope, String keyId) {
    var now = clock.instant();
    if (!isDue(new Key(scope.tenant(), keyId), now)) {
      return;
    }
    try {
      uses.keep(scope, new KeyUse(keyId, now, scope.created(now)));
    } catch (RuntimeException e) {
      log.error("key_use_not_kept", scope.tenant().value(), scope.origin().requestId(), e);
    }
  }

  private boolean isDue(Key key, Instant now) {
    synchronized (noted) {
      var last = noted.get(key);
      if (last != null && now.isBefore(last.plus(SAMPLED))) {
        return false;
      }
      noted.remove(key);
      noted.put(key, now);
      return true;
    }
  }
}
