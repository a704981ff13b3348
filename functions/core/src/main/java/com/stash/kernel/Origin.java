package com.stash.kernel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change and by which request. It is stored with every version of every item, so that
 * the audit trail can be derived from the tables' streams alone.
 *
 * @param requestId ties the version to the request, the log line and the audit entry
 * @param sourceIp the caller's address, where there is one
 * @param userAgent the caller's program, at most 200 characters
 */
public record Origin(
    Actor actor, String requestId, @Nullable String sourceIp, @Nullable String userAgent) {

  public Origin {
    if (userAgent != null && userAgent.length() > 200) {
      userAgent = userAgent.substring(0, 200);
    }
  }

  /** Returns the origin of work that Stash does by itself, named by its function. */
  public static Origin system(String function, String requestId) {
    return new Origin(new Actor(ActorType.SYSTEM, function), requestId, null, null);
  }

  /** Someone or something that changes items. */
  public record Actor(ActorType type, String id) {
    @Override
    public String toString() {
      return type.wire() + ":" + id;
    }
  }

  /** The kinds of actors. */
  public enum ActorType {
    USER,
    API_KEY,
    SYSTEM,
    OPERATOR;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static ActorType parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }
}
