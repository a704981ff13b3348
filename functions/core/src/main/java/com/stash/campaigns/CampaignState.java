package com.stash.campaigns;

import com.stash.kernel.State;

/** The life of a campaign; only an active one takes documents. */
public enum CampaignState implements State<CampaignState> {
  DRAFT,
  ACTIVE,
  PAUSED,
  ARCHIVED;

  @Override
  public boolean mayBecome(CampaignState next) {
    return switch (this) {
      case DRAFT -> next == ACTIVE;
      case ACTIVE -> next == PAUSED;
      case PAUSED -> next == ACTIVE || next == ARCHIVED;
      case ARCHIVED -> false;
    };
  }
}
