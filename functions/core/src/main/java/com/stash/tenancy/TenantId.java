package com.stash.tenancy;

import com.stash.kernel.Ids;

/** A tenant's id: a ULID of fixed length, so that no tenant's id is a prefix of another's. */
public record TenantId(String value) {
  /** The partition of records that belong to the platform and not to any tenant. */
  public static final TenantId PLATFORM = new TenantId("00000000000000000000000000");

  public TenantId {
    Ids.requireUlid(value, "tenant id");
  }

  @Override
  public String toString() {
    return value;
  }
}
