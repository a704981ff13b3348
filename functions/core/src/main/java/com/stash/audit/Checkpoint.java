package com.stash.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantId;
import java.time.Instant;

/**
 * Where a tenant's audit log was at a moment. As each entry's hash covers all entries before it,
 * one number and hash hold all of them.
 *
 * @param sequence the number of the last entry then, from 1
 * @param hash that entry's hash
 */
public record Checkpoint(TenantId tenant, long sequence, Sha256 hash, Instant writtenAt) {
  public Checkpoint {
    if (sequence < 1) {
      throw new IllegalArgumentException("an empty log has no checkpoint");
    }
  }

  public JsonNode toJson() {
    return Json.object()
        .put("tenantId", tenant.value())
        .put("sequence", sequence)
        .put("hash", hash.hex())
        .put("writtenAt", writtenAt.toString());
  }
}
