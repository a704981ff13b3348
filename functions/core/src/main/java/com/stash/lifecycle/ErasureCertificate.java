package com.stash.lifecycle;

import com.stash.kernel.Entity;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of a tenant, kept by the platform. Who began is in the stamp's first version, who
 * ended in its second.
 *
 * @param before how many rows of each table and how many objects there were
 * @param after how many are left; empty until the erasing has ended
 * @param auditSequence the last number of the tenant's audit log
 * @param auditHead the hash that stands for all of the log
 */
public record ErasureCertificate(
    TenantId tenant,
    Map<String, Long> before,
    Map<String, Long> after,
    long auditSequence,
    Sha256 auditHead,
    boolean forced,
    Instant begunAt,
    @Nullable Instant endedAt,
    Stamp stamp)
    implements Entity {
  public static final String PREFIX = "erasure#";

  public ErasureCertificate {
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
  }

  @Override
  public String key() {
    return PREFIX + tenant;
  }

  ErasureCertificate ended(Map<String, Long> left, Stamp changed) {
    return new ErasureCertificate(
        tenant,
        before,
        left,
        auditSequence,
        auditHead,
        forced,
        begunAt,
        changed.updatedAt(),
        changed);
  }
}
