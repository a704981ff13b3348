package com.stash.tenancy;

import com.stash.kernel.Origin;
import com.stash.kernel.Stamp;
import java.time.Instant;

/**
 * The right to read and write one tenant's data on behalf of one origin. Whoever holds it was
 * checked: only {@link Gate} makes it, it is handed over as an argument, and no field keeps it.
 */
public final class TenantScope {
  private final TenantId tenant;
  private final Origin origin;

  TenantScope(TenantId tenant, Origin origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  public TenantId tenant() {
    return tenant;
  }

  public Origin origin() {
    return origin;
  }

  /** Returns the stamp of an item created now under this scope. */
  public Stamp created(Instant now) {
    return Stamp.first(origin, now);
  }

  /** Returns the stamp of an item's next version made now under this scope. */
  public Stamp changed(Stamp before, Instant now) {
    return before.next(origin, now);
  }

  @Override
  public String toString() {
    return "TenantScope[" + tenant + "]";
  }
}
