package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.documents.Reason;
import com.stash.kernel.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What several views share. */
public final class Views {
  private Views() {}

  public static ObjectNode stamped(ObjectNode view, Stamp stamp) {
    view.put("version", stamp.version());
    view.put("createdAt", stamp.createdAt().toString());
    return view.put("updatedAt", stamp.updatedAt().toString());
  }

  /** Puts a member; leaves it out when there is none. */
  public static void put(ObjectNode view, String name, @Nullable Object value) {
    if (value != null) {
      view.put(name, value.toString());
    }
  }

  public static void put(ObjectNode view, String name, @Nullable Instant time) {
    put(view, name, (Object) time);
  }

  public static void reason(ObjectNode view, String name, @Nullable Reason reason) {
    if (reason != null) {
      view.putObject(name).put("code", reason.code()).put("message", reason.message());
    }
  }
}
