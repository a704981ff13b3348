package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Every checkpoint is the tenant's own and names an entry of its audit log, by number and hash. So
 * a log whose tail was cut together with its head is found. Of a tenant that is gone the log went,
 * and its checkpoints stay.
 */
final class CheckpointsMatch implements Invariant {
  @Override
  public String number() {
    return "I5";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var faults = new ArrayList<String>();
    for (var checkpoint : tenant.checkpoints()) {
      var bytes = checkpoint.bytes();
      var name = checkpoint.name();
      var fault = bytes == null ? "was deleted" : fault(tenant, name, read(bytes));
      if (!fault.isEmpty()) {
        faults.add("audit checkpoint %s %s".formatted(name, fault));
      }
    }
    return faults;
  }

  private static String fault(Snapshot tenant, String name, JsonNode checkpoint) {
    var sequence = checkpoint.path("sequence").asLong();
    if (!checkpoint.path("tenantId").asText().equals(tenant.tenant())) {
      return "is not of this tenant";
    }
    if (!name.equals("%012d.json".formatted(sequence))) {
      return "has another number inside: " + sequence;
    }
    if (tenant.isGone()) {
      return "";
    }
    var entry = tenant.table("audit-logs").get("entry#%012d".formatted(sequence));
    if (entry == null) {
      return "names an entry that is not there: the log was cut";
    }
    return entry.at("/entry/hash").equals(checkpoint.path("hash"))
        ? ""
        : "has another hash than the entry: the log was written anew";
  }

  private static JsonNode read(String bytes) {
    try {
      return Json.parse(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (UncheckedIOException e) {
      return Json.object();
    }
  }
}
