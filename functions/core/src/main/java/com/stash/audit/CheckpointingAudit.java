package com.stash.audit;

import com.stash.audit.AuditTrail.Head;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the head of a tenant's audit log where nobody can change it, so that a log which was cut
 * together with its head, or written anew, is seen. Docs: {@code
 * docs/decisions/audit-checkpoints.md}.
 */
public final class CheckpointingAudit {
  private static final int REMEMBERED = 100_000;

  private final AuditTrail trail;
  private final Checkpoints checkpoints;
  private final Clock clock;

  /** What this instance has kept, so that a log which rests costs one read. */
  private final Map<TenantId, Head> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Head> eldest) {
          return size() > REMEMBERED;
        }
      };

  public CheckpointingAudit(AuditTrail trail, Checkpoints checkpoints, Clock clock) {
    this.trail = trail;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /** Keeps the head as it is now, unless the log is empty or has not grown. */
  public synchronized void keep(TenantScope scope) {
    var head = trail.head(scope);
    var tenant = scope.tenant();
    if (head.sequence() > 0 && !head.equals(kept.get(tenant))) {
      checkpoints.keep(
          scope, new Checkpoint(tenant, head.sequence(), head.hash(), clock.instant()));
      kept.put(tenant, head);
    }
  }
}
