package com.stash.pipeline;

import com.stash.tenancy.TenantScope;

/**
 * Which jobs wait for one of their tenant's slots. How many run is counted by the transactions that
 * begin and end them; here is only whether somebody was put off, which is all that the end of a job
 * has to know.
 */
public interface Slots {
  /** Notes that a job was put off. */
  void putOff(TenantScope scope);

  /** Returns how many jobs were put off since it was settled; 0 for none. */
  long putOffs(TenantScope scope);

  /** Notes that nobody waits any more, unless somebody was put off since {@code seen} was read. */
  void settle(TenantScope scope, long seen);
}
