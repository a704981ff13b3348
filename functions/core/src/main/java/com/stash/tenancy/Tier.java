package com.stash.tenancy;

import com.stash.kernel.MicroCredits;
import java.util.Locale;

/** What a tenant has bought, and the limits that come with it. */
@SuppressWarnings("ImmutableEnumChecker") // both are records of numbers
public enum Tier {
  STARTER(new Limits(1_000, 100_000, 10L << 20, 2, 10), MicroCredits.ofCredits(100)),
  PROFESSIONAL(new Limits(10_000, 1_000_000, 50L << 20, 8, 50), MicroCredits.ofCredits(1_000)),
  ENTERPRISE(new Limits(100_000, 10_000_000, 200L << 20, 32, 200), MicroCredits.ofCredits(10_000));

  private final Limits limits;
  private final MicroCredits firstGrant;

  Tier(Limits limits, MicroCredits firstGrant) {
    this.limits = limits;
    this.firstGrant = firstGrant;
  }

  public Limits limits() {
    return limits;
  }

  /** The credits a new tenant of this tier starts with. */
  public MicroCredits firstGrant() {
    return firstGrant;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Tier parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
