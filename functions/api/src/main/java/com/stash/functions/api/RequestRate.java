package com.stash.functions.api;

import com.stash.tenancy.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds each tenant to its requests per second, in this warm instance only: a bucket that fills
 * with the limit's tokens a second and holds ten seconds' worth, so that a client may begin with a
 * burst. The API's own throttle is the wall.
 */
final class RequestRate {
  private static final int MOST_TENANTS = 1_000;
  private static final long TOKEN = 1_000_000_000L;
  private static final int BURST_SECONDS = 10;

  private final Clock clock;
  private final Map<TenantId, Bucket> buckets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Bucket> eldest) {
          return size() > MOST_TENANTS;
        }
      };

  /** {@code left} is in billionths of a request. */
  private record Bucket(long left, Instant at) {}

  RequestRate(Clock clock) {
    this.clock = clock;
  }

  /** Takes one request out of the tenant's bucket; false when it is empty. */
  boolean admits(TenantId tenant, int perSecond) {
    var now = clock.instant();
    synchronized (buckets) {
      var before = buckets.remove(tenant);
      var most = TOKEN * BURST_SECONDS * perSecond;
      var left =
          before == null ? most : Math.min(most, before.left() + filled(before, now, perSecond));
      var admitted = left >= TOKEN;
      buckets.put(tenant, new Bucket(admitted ? left - TOKEN : left, now));
      return admitted;
    }
  }

  private static long filled(Bucket before, Instant now, int perSecond) {
    var millis =
        Math.clamp(now.toEpochMilli() - before.at().toEpochMilli(), 0, 1_000L * BURST_SECONDS);
    return millis * perSecond * (TOKEN / 1_000);
  }
}
