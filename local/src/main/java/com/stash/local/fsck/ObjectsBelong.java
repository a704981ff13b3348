package com.stash.local.fsck;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every object under a tenant's prefix belongs to a document, or is younger than the grace period.
 */
final class ObjectsBelong implements Invariant {
  private static final long GRACE_SECONDS = 3600;

  @Override
  public String number() {
    return "I8";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var named =
        tenant.table("documents").values().stream()
            .map(document -> document.path("object").asText())
            .collect(Collectors.toSet());
    var faults = new ArrayList<String>();
    tenant
        .objects()
        .forEach(
            (path, object) -> {
              if (!named.contains(path)
                  && !belongsToDocument(tenant, path)
                  && object.ageSeconds() > GRACE_SECONDS) {
                faults.add("object %s belongs to no document".formatted(path));
              }
            });
    return faults;
  }

  /** All but the inbox is laid out as {@code kind/campaign/document/…}. */
  private static boolean belongsToDocument(Snapshot tenant, String path) {
    var parts = List.of(path.split("/", -1));
    return parts.size() > 3
        && !parts.getFirst().equals("inbox")
        && tenant.has("documents", parts.get(1) + "#" + parts.get(2));
  }
}
