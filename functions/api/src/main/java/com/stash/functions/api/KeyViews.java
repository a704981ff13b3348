package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.identity.ApiKey;
import com.stash.identity.Permission;
import com.stash.kernel.Json;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** API keys as clients see them. */
final class KeyViews {
  private KeyViews() {}

  static ObjectNode key(ApiKey key, @Nullable Instant lastUsedAt, Instant now) {
    var view = Json.object();
    view.put("id", key.id());
    view.put("name", key.name());
    view.put("role", key.rights().role().wire());
    permissions(view, "withheld", key.rights().withheld());
    Views.put(view, "campaignId", key.rights().campaign());
    var sources = view.putArray("sources");
    key.rights().sources().forEach(source -> sources.add(source.value()));
    view.put("state", key.stateAt(now).wire());
    Views.put(view, "expiresAt", key.expiresAt());
    Views.put(view, "successor", key.successor());
    Views.put(view, "lastUsedAt", lastUsedAt);
    return Views.stamped(view, key.stamp());
  }

  static void permissions(ObjectNode view, String name, Collection<Permission> permissions) {
    var array = view.putArray(name);
    permissions.stream().map(Permission::value).sorted().forEach(array::add);
  }
}
