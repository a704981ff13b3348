package com.stash.campaigns;

import com.stash.kernel.Ids;

/** A campaign's id: a ULID. */
public record CampaignId(String value) {
  public CampaignId {
    Ids.requireUlid(value, "campaign id");
  }

  @Override
  public String toString() {
    return value;
  }
}
