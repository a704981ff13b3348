package com.stash.usage;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Stamp;

/** Credits given to a tenant. The stream makes a usage event of it, and that moves the balance. */
public record CreditGrant(String id, MicroCredits amount, String reason, Stamp stamp)
    implements Entity {
  public CreditGrant {
    Ids.requireUlid(id, "grant id");
    if (!amount.isPositive()) {
      throw new IllegalArgumentException("a grant is a positive amount");
    }
  }

  @Override
  public String key() {
    return id;
  }
}
