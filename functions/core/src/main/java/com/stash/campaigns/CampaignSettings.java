package com.stash.campaigns;

import java.util.List;
import java.util.Locale;

/**
 * What a campaign accepts and keeps.
 *
 * @param allowedTypes the media types it takes; empty for every type Stash can read
 * @param maxFileBytes the largest file it takes, in bytes
 * @param retentionDays how long documents are kept after they were received
 */
public record CampaignSettings(
    List<String> allowedTypes, long maxFileBytes, Duplicates duplicates, int retentionDays) {
  public static final CampaignSettings DEFAULT =
      new CampaignSettings(List.of(), 10L << 20, Duplicates.ALLOW, 90);

  public CampaignSettings {
    allowedTypes = List.copyOf(allowedTypes);
    if (maxFileBytes < 1 || retentionDays < 1 || retentionDays > 3650) {
      throw new IllegalArgumentException("a campaign's limits are positive");
    }
  }

  /** Returns the settings with another time to keep documents. */
  public CampaignSettings keeping(int days) {
    return new CampaignSettings(allowedTypes, maxFileBytes, duplicates, days);
  }

  public boolean takes(String type) {
    return allowedTypes.isEmpty() ? MediaTypes.readable(type) : allowedTypes.contains(type);
  }

  /** What to do with bytes that the campaign already has. */
  public enum Duplicates {
    /** Process them again. */
    ALLOW,
    /** Complete at once, pointing to the first. */
    LINK,
    /** Reject them. */
    REJECT;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Duplicates parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }
}
