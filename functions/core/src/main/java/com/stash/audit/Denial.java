package com.stash.audit;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;
import java.time.Duration;
import java.time.Instant;

/**
 * A request that was refused for who asked, or that asked for what is not there: what the audit log
 * is told of it. The row itself is forgotten after thirty days.
 *
 * @param operation what was asked for, for example {@code GET /v1/campaigns/{campaignId}}
 * @param subject the ids in its path, joined by {@code /}; empty where there are none
 * @param code why, {@code snake_case}
 * @param count how many refusals this stands for
 */
public record Denial(
    String id, String operation, String subject, String code, long count, Stamp stamp)
    implements Entity {
  private static final Duration KEPT = Duration.ofDays(30);

  public Denial {
    Ids.requireUlid(id, "denial id");
  }

  @Override
  public String key() {
    return id;
  }

  /** Returns when the row may be forgotten. */
  public Instant expiresAt() {
    return stamp.createdAt().plus(KEPT);
  }
}
