package com.stash.documents;

import com.stash.campaigns.CampaignId;
import com.stash.kernel.Ids;

/**
 * A document's id: its campaign and a ULID. Documents of a campaign are one range of keys, newest
 * last, so that a list is one query and needs no index.
 */
public record DocumentId(CampaignId campaign, String value) {
  public DocumentId {
    Ids.requireUlid(value, "document id");
  }

  /** Reads what {@link #key} wrote. */
  public static DocumentId parse(String key) {
    if (key.length() != 2 * Ids.LENGTH + 1 || key.charAt(Ids.LENGTH) != '#') {
      throw new IllegalArgumentException("not a document's key");
    }
    return new DocumentId(
        new CampaignId(key.substring(0, Ids.LENGTH)), key.substring(Ids.LENGTH + 1));
  }

  /** Returns {@code campaign#document}. */
  public String key() {
    return campaign + "#" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
