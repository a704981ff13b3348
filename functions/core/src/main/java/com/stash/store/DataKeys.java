package com.stash.store;

import com.stash.kernel.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opened data keys in the memory of a warm instance: for a stated time, so many for a tenant and
 * for so many tenants, the longest unused first to go. What goes is wiped; nothing is on disk. A
 * data key alone opens nothing: the ciphertext is read from the table each time.
 */
final class DataKeys {
  private final LinkedHashMap<String, LinkedHashMap<Sha256, Opened>> tenants =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Limits limits;
  private final Clock clock;

  DataKeys(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * How much is remembered, and how long.
   *
   * @param remembered zero for not at all
   */
  record Limits(Duration remembered, int ofTenant, int tenants) {
    static final Limits PRESET = new Limits(Duration.ofMinutes(5), 64, 64);
  }

  @SuppressWarnings("ArrayRecordComponent") // the bytes are wiped in place
  private record Opened(byte[] key, Instant until) {}

  /** Returns a copy of a key that is remembered, for the caller to wipe. */
  synchronized byte @Nullable [] find(String tenant, Sha256 wrapped) {
    var keys = tenants.get(tenant);
    var opened = keys == null ? null : keys.get(wrapped);
    if (keys == null || opened == null) {
      return null;
    }
    if (!clock.instant().isBefore(opened.until())) {
      wipe(keys.remove(wrapped));
      return null;
    }
    return opened.key().clone();
  }

  synchronized void remember(String tenant, Sha256 wrapped, byte[] key) {
    if (limits.remembered().isZero()) {
      return;
    }
    forgetOver();
    var keys = tenants.computeIfAbsent(tenant, _ -> new LinkedHashMap<>(16, 0.75f, true));
    while (tenants.size() > limits.tenants()) {
      tenants.pollFirstEntry().getValue().values().forEach(DataKeys::wipe);
    }
    wipe(keys.put(wrapped, new Opened(key.clone(), clock.instant().plus(limits.remembered()))));
    while (keys.size() > limits.ofTenant()) {
      wipe(keys.pollFirstEntry().getValue());
    }
  }

  synchronized int size() {
    return tenants.values().stream().mapToInt(Map::size).sum();
  }

  /** Forgets what is over, of every tenant. */
  private void forgetOver() {
    var now = clock.instant();
    for (var keys : tenants.values()) {
      keys.values()
          .removeIf(
              opened -> {
                var over = !now.isBefore(opened.until());
                if (over) {
                  wipe(opened);
                }
                return over;
              });
    }
    tenants.values().removeIf(Map::isEmpty);
  }

  private static void wipe(@Nullable Opened opened) {
    if (opened != null) {
      Arrays.fill(opened.key(), (byte) 0);
    }
  }
}
