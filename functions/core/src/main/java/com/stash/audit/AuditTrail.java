package com.stash.audit;

import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import java.util.List;

/** A tenant's audit log. It can be appended to and read, and nothing else. */
public interface AuditTrail {
  /**
   * Appends drafts in their order, with one move of the chain's head. A draft whose cause is in the
   * log already is left out.
   */
  void append(TenantScope scope, List<AuditDraft> drafts);

  /** Returns entries, newest first. */
  Page<AuditEntry> list(TenantScope scope, Page.Request request);

  /** Returns entries from a sequence number on, oldest first. */
  List<AuditEntry> read(TenantScope scope, long from, int limit);

  /** Returns the head: the number and hash of the last entry. */
  Head head(TenantScope scope);

  /** The end of a chain; number 0 when nothing is in it. */
  record Head(long sequence, Sha256 hash) {}
}
