package com.stash.tenancy;

import org.jspecify.annotations.Nullable;

/** Limits that were agreed with one tenant; where there is none, its tier's holds. */
public record LimitOverrides(
    @Nullable Long documentsPerMonth,
    @Nullable Long aiTokensPerMonth,
    @Nullable Long fileBytes,
    @Nullable Integer concurrentJobs,
    @Nullable Integer requestsPerSecond) {
  public static final LimitOverrides NONE = new LimitOverrides(null, null, null, null, null);

  public LimitOverrides {
    requirePositive(documentsPerMonth);
    requirePositive(aiTokensPerMonth);
    requirePositive(fileBytes);
    requirePositive(concurrentJobs);
    requirePositive(requestsPerSecond);
  }

  /** Returns what differs from a tier's limits. */
  public static LimitOverrides between(Limits tier, Limits agreed) {
    return new LimitOverrides(
        unlike(tier.documentsPerMonth(), agreed.documentsPerMonth()),
        unlike(tier.aiTokensPerMonth(), agreed.aiTokensPerMonth()),
        unlike(tier.fileBytes(), agreed.fileBytes()),
        unlike(tier.concurrentJobs(), agreed.concurrentJobs()),
        unlike(tier.requestsPerSecond(), agreed.requestsPerSecond()));
  }

  /** Returns the limits that hold over a tier's. */
  public Limits over(Limits tier) {
    return new Limits(
        or(documentsPerMonth, tier.documentsPerMonth()),
        or(aiTokensPerMonth, tier.aiTokensPerMonth()),
        or(fileBytes, tier.fileBytes()),
        or(concurrentJobs, tier.concurrentJobs()),
        or(requestsPerSecond, tier.requestsPerSecond()));
  }

  private static @Nullable Long unlike(long tier, long agreed) {
    return tier == agreed ? null : Long.valueOf(agreed);
  }

  private static @Nullable Integer unlike(int tier, int agreed) {
    return tier == agreed ? null : Integer.valueOf(agreed);
  }

  private static long or(@Nullable Long agreed, long tier) {
    return agreed == null ? tier : agreed;
  }

  private static int or(@Nullable Integer agreed, int tier) {
    return agreed == null ? tier : agreed;
  }

  private static void requirePositive(@Nullable Number limit) {
    if (limit != null && limit.longValue() < 1) {
      throw new IllegalArgumentException("each limit is a positive number");
    }
  }
}
