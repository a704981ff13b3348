package com.stash.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;

/** Keeps and reads {@link Body} values. */
public final class Bodies {
  private final TenantObjects objects;

  public Bodies(TenantObjects objects) {
    this.objects = objects;
  }

  /** Keeps a value; a large one is put under the key. */
  public Body keep(TenantScope scope, JsonNode value, ObjectKey large) {
    var gzip = Json.gzip(value);
    if (gzip.length <= Body.INLINE) {
      return Body.Inline.of(gzip);
    }
    objects.put(scope, large, "application/gzip", gzip);
    return new Body.Stored(large, Sha256.of(gzip));
  }

  /** Reads a value; throws {@link IllegalStateException} when the object is not what was kept. */
  public JsonNode read(TenantScope scope, Body body) {
    return switch (body) {
      case Body.Inline inline -> Json.gunzip(inline.gzip());
      case Body.Stored(var object, var hash) -> {
        var gzip = objects.get(scope, object);
        if (!Sha256.of(gzip).equals(hash)) {
          throw new IllegalStateException("the object " + object.path() + " was changed");
        }
        yield Json.gunzip(gzip);
      }
    };
  }
}
