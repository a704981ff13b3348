package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything one tenant has: its items by table and sort key, and its objects by path below its
 * prefix, and the checkpoints of its audit log in all their versions.
 */
record Snapshot(
    String tenant,
    Map<String, Map<String, JsonNode>> tables,
    Map<String, StoredObject> objects,
    List<StoredCheckpoint> checkpoints) {

  /** A checkpoint by its name below the tenant's; without bytes it was deleted. */
  record StoredCheckpoint(String name, @Nullable String bytes) {}

  /** An object's age in seconds and its bytes, each as one character. */
  record StoredObject(long ageSeconds, String bytes) {}

  /** Returns the tenant's own state; empty for the platform. */
  String state() {
    var own = table("tenants").get("tenant");
    return own == null ? "" : own.path("state").asText();
  }

  /** Tells whether the tenant is erased or being erased. */
  boolean isGone() {
    return state().equals("erased")
        || table("tenants").getOrDefault("tenant", MissingNode.getInstance()).has("erasingSince");
  }

  Map<String, JsonNode> table(String name) {
    return tables.getOrDefault(name, Map.of());
  }

  boolean has(String table, String key) {
    return table(table).containsKey(key);
  }

  Set<String> keys(String table) {
    return table(table).keySet();
  }

  List<Map.Entry<String, JsonNode>> rows(String table) {
    return List.copyOf(table(table).entrySet());
  }
}
