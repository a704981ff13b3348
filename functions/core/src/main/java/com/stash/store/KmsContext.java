package com.stash.store;

import com.stash.credentials.Sealer.Place;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What a secret is sealed for: KMS's encryption context, and the envelope's associated data. */
record KmsContext(Map<String, String> members) {
  static KmsContext of(TenantScope scope, Place place) {
    var members = new TreeMap<String, String>();
    members.put("tenantId", scope.tenant().value());
    members.put("scope", place.scope().toString());
    members.put("key", place.name());
    members.put("version", Long.toString(place.version()));
    return new KmsContext(members);
  }

  String tenant() {
    return members.getOrDefault("tenantId", "");
  }

  /** Returns 32 bytes that are the context's alone: names and values, each with its length. */
  byte[] bytes() {
    return hash("context").bytes();
  }

  /** Returns a hash of the context with something that is used in it. */
  Sha256 hash(String of) {
    var parts = new ArrayList<String>();
    parts.add(of);
    members.forEach(
        (name, value) -> {
          parts.add(name);
          parts.add(value);
        });
    return Sha256.ofParts(parts.toArray(String[]::new));
  }
}
