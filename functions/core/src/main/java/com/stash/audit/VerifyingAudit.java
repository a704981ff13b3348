package com.stash.audit;

import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a tenant's audit log from its beginning and checks that the chain is whole. */
public final class VerifyingAudit {
  private static final int AT_ONCE = 500;

  private final AuditTrail trail;

  public VerifyingAudit(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * What was found.
   *
   * @param entries how many entries were read
   * @param fault the first fault; {@code null} when the chain is whole
   */
  public record Report(long entries, Sha256 head, @Nullable String fault) {
    public boolean isWhole() {
      return fault == null;
    }
  }

  /**
   * Checks numbers, links and hashes of all entries, and that the last one is the head. What comes
   * while it reads is left to the next time.
   */
  public Report verify(TenantScope scope) {
    var head = trail.head(scope);
    long last = 0;
    var previous = AuditEntry.BEGINNING;
    while (last < head.sequence()) {
      var entries = trail.read(scope, last + 1, AT_ONCE);
      if (entries.isEmpty()) {
        return new Report(last, previous, "entry %d is missing".formatted(last + 1));
      }
      for (var entry : entries) {
        if (last == head.sequence()) {
          break;
        }
        var fault = fault(entry, last + 1, previous);
        if (fault.isPresent()) {
          return new Report(last, previous, fault.get());
        }
        last++;
        previous = entry.hash();
      }
    }
    if (!trail.read(scope, last + 1, 1).isEmpty() && !hasGrown(scope, last)) {
      return new Report(last, previous, "entry %d comes after the head".formatted(last + 1));
    }
    return previous.equals(head.hash())
        ? new Report(last, previous, null)
        : new Report(last, previous, "the head is not the hash of entry %d".formatted(last));
  }

  /** Tells whether entries came while the log was read: the head moves with them. */
  private boolean hasGrown(TenantScope scope, long last) {
    return trail.head(scope).sequence() > last;
  }

  private static Optional<String> fault(AuditEntry entry, long expected, Sha256 previous) {
    if (entry.sequence() != expected) {
      return Optional.of("entry %d is missing".formatted(expected));
    }
    if (!entry.previousHash().equals(previous)) {
      return Optional.of("entry %d does not follow entry %d".formatted(expected, expected - 1));
    }
    return entry.isWhole()
        ? Optional.empty()
        : Optional.of("entry %d was changed".formatted(expected));
  }
}
