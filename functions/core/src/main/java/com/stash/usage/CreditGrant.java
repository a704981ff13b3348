package com.stash.usage;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Stamp;

/**
 * Credits given to a tenant, or taken back where the amount is negative. The stream makes a usage
 * event of it, and that moves the balance.
 */
public record CreditGrant(String id, MicroCredits amount, String reason, Stamp stamp)
    implements Entity {
  public CreditGrant {
    Ids.requireUlid(id, "grant id");
    if (amount.equals(MicroCredits.ZERO)) {
      throw new IllegalArgumentException("a grant of nothing is none");
    }
  }

  @Override
  public String key() {
    return id;
  }
}
