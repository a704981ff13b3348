package com.stash.audit;

import com.stash.tenancy.TenantScope;

/**
 * Where checkpoints of a tenant's audit log are kept, and can be neither changed nor deleted for a
 * time.
 */
@FunctionalInterface
public interface Checkpoints {
  /** Keeps a checkpoint. One that is there with the same number stays as it is. */
  void keep(TenantScope scope, Checkpoint checkpoint);
}
