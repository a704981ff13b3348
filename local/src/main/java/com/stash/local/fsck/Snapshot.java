package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything one tenant has: its items by table and sort key, and its objects by path below its
 * prefix.
 */
record Snapshot(
    String tenant, Map<String, Map<String, JsonNode>> tables, Map<String, StoredObject> objects) {

  /** An object's age in seconds and its bytes, each as one character. */
  record StoredObject(long ageSeconds, String bytes) {}

  /** Returns the tenant's own state; empty for the platform. */
  String state() {
    var own = table("tenants").get("tenant");
    return own == null ? "" : own.path("state").asText();
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
