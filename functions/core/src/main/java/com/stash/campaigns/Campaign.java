package com.stash.campaigns;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import com.stash.tenancy.Slug;
import java.util.List;

/**
 * A named way of processing documents.
 *
 * @param checklist what a person should look at in the results
 * @param latestRevision the number of the newest pipeline revision, from 1
 * @param activeRevision the number of the revision that new jobs run; 0 before the first publish
 */
public record Campaign(
    CampaignId id,
    Slug slug,
    String name,
    String description,
    Type type,
    CampaignState state,
    CampaignSettings settings,
    List<String> checklist,
    int latestRevision,
    int activeRevision,
    Stamp stamp)
    implements Entity {

  public Campaign {
    checklist = List.copyOf(checklist);
  }

  /** A campaign of one's own, or one to start others from. */
  public enum Type {
    TEMPLATE,
    CUSTOM
  }

  @Override
  public String key() {
    return id.value();
  }

  /** Returns the campaign active on its newest revision. */
  public Campaign publish(Stamp changed) {
    var next = state == CampaignState.ACTIVE ? state : state.become(CampaignState.ACTIVE);
    return with(next, latestRevision, latestRevision, changed);
  }

  /** Returns the campaign with one more revision, not yet active. */
  public Campaign revised(Stamp changed) {
    return with(state, latestRevision + 1, activeRevision, changed);
  }

  /** Returns the campaign in its next state. */
  public Campaign become(CampaignState next, Stamp changed) {
    return with(state.become(next), latestRevision, activeRevision, changed);
  }

  /** Returns the campaign called otherwise, and with other rules for what comes from now on. */
  public Campaign described(
      String name,
      String description,
      CampaignSettings settings,
      List<String> checklist,
      Stamp changed) {
    return new Campaign(
        id,
        slug,
        name,
        description,
        type,
        state,
        settings,
        checklist,
        latestRevision,
        activeRevision,
        changed);
  }

  private Campaign with(CampaignState state, int latest, int active, Stamp changed) {
    return new Campaign(
        id, slug, name, description, type, state, settings, checklist, latest, active, changed);
  }
}
