package com.stash.tenancy;

import com.stash.kernel.MicroCredits;
import java.util.Locale;
import java.util.Set;

/** What a tenant has bought, and the limits and features that come with it. */
@SuppressWarnings("ImmutableEnumChecker") // records of numbers and an unmodifiable set
public enum Tier {
  STARTER(
      new Limits(1_000, 100_000, 10L << 20, 2, 10),
      MicroCredits.ofCredits(100),
      Set.of(Feature.INBOX)),
  PROFESSIONAL(
      new Limits(10_000, 1_000_000, 50L << 20, 8, 50),
      MicroCredits.ofCredits(1_000),
      Set.of(Feature.INBOX, Feature.CUSTOM_DOMAINS)),
  ENTERPRISE(
      new Limits(100_000, 10_000_000, 200L << 20, 32, 200),
      MicroCredits.ofCredits(10_000),
      Set.of(Feature.INBOX, Feature.CUSTOM_DOMAINS));

  private final Limits limits;
  private final MicroCredits firstGrant;
  private final Set<Feature> features;

  Tier(Limits limits, MicroCredits firstGrant, Set<Feature> features) {
    this.limits = limits;
    this.firstGrant = firstGrant;
    this.features = features;
  }

  public Limits limits() {
    return limits;
  }

  /** The credits a new tenant of this tier starts with. */
  public MicroCredits firstGrant() {
    return firstGrant;
  }

  /** The features that come with the tier. */
  public Set<Feature> features() {
    return features;
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Tier parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
