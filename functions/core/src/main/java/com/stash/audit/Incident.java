package com.stash.audit;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;

/**
 * Something that was refused or set aside and has no item of its own to say so: an object that is
 * no document, a message that could not be handled.
 *
 * @param subject what it is about, for example an object key
 * @param code stable, {@code snake_case}
 * @param message what happened and what to do
 */
public record Incident(String id, String subject, String code, String message, Stamp stamp)
    implements Entity {
  public Incident {
    Ids.requireUlid(id, "incident id");
  }

  /** Returns the incident of a cause; the same cause gives the same incident. */
  public static Incident of(
      String subject, String code, String message, String cause, Stamp stamp) {
    var id = Ids.derived(stamp.createdAt(), "incident", subject, cause);
    return new Incident(id, subject, code, message, stamp);
  }

  @Override
  public String key() {
    return id;
  }
}
