package com.stash.tenancy;

import com.stash.tenancy.Tenant.CreditPolicy;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has bought: a tier, and what was agreed besides. A change of the tier changes all
 * that was not agreed.
 *
 * @param agreed limits instead of the tier's
 * @param features features granted ({@code true}) or withheld ({@code false}) whatever the tier
 * @param trialEndsAt when documents are no longer taken; {@code null} for a tenant that pays
 */
public record Plan(
    Tier tier,
    LimitOverrides agreed,
    Map<Feature, Boolean> features,
    CreditPolicy creditPolicy,
    @Nullable Instant trialEndsAt) {

  public Plan {
    features = Map.copyOf(features);
  }

  /** Returns the plan a new tenant of a tier has: what the tier says, and no debt. */
  public static Plan of(Tier tier) {
    return new Plan(tier, LimitOverrides.NONE, Map.of(), CreditPolicy.HARD, null);
  }

  public Limits limits() {
    return agreed.over(tier.limits());
  }

  public boolean has(Feature feature) {
    return features.getOrDefault(feature, tier.features().contains(feature));
  }

  /** Returns the features that may be used. */
  public Set<Feature> usable() {
    var usable = EnumSet.allOf(Feature.class);
    usable.removeIf(feature -> !has(feature));
    return usable;
  }

  public boolean trialIsOver(Instant now) {
    return trialEndsAt != null && !now.isBefore(trialEndsAt);
  }

  public Plan with(Tier other) {
    return new Plan(other, agreed, features, creditPolicy, trialEndsAt);
  }

  public Plan with(LimitOverrides other) {
    return new Plan(tier, other, features, creditPolicy, trialEndsAt);
  }

  public Plan with(CreditPolicy other) {
    return new Plan(tier, agreed, features, other, trialEndsAt);
  }

  /** Grants or withholds a feature, whatever the tier. */
  public Plan with(Feature feature, boolean granted) {
    var all = new TreeMap<>(features);
    all.put(feature, granted);
    return new Plan(tier, agreed, all, creditPolicy, trialEndsAt);
  }

  /** Makes it a trial until a time, or ends the trial with {@code null}. */
  public Plan onTrialUntil(@Nullable Instant end) {
    return new Plan(tier, agreed, features, creditPolicy, end);
  }
}
