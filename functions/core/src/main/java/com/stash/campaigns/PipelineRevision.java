package com.stash.campaigns;

import com.stash.kernel.Entity;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;

/**
 * One version of a campaign's pipeline. It never changes.
 *
 * @param number from 1, without gaps in a campaign
 * @param hash of the pipeline's JSON, independent of member order and white space
 */
public record PipelineRevision(
    CampaignId campaign, int number, Pipeline pipeline, Sha256 hash, Stamp stamp)
    implements Entity {

  public static PipelineRevision of(
      CampaignId campaign, int number, Pipeline pipeline, Stamp stamp) {
    return new PipelineRevision(campaign, number, pipeline, Json.hash(pipeline.toJson()), stamp);
  }

  @Override
  public String key() {
    return key(campaign, number);
  }

  /** Returns the sort key of a revision; numbers sort as text. */
  public static String key(CampaignId campaign, int number) {
    return "%s#%06d".formatted(campaign, number);
  }
}
