package com.stash.documents;

import com.stash.campaigns.CampaignId;
import com.stash.kernel.Ids;

/** A job's id: its document and a ULID, so that a document's jobs are one range of keys. */
public record JobId(DocumentId document, String value) {
  public JobId {
    Ids.requireUlid(value, "job id");
  }

  /** Reads what {@link #key} wrote. */
  public static JobId parse(String key) {
    var last = key.lastIndexOf('#');
    if (last < 0) {
      throw new IllegalArgumentException("not a job's key");
    }
    return new JobId(DocumentId.parse(key.substring(0, last)), key.substring(last + 1));
  }

  /** Returns {@code campaign#document#job}. */
  public String key() {
    return document.key() + "#" + value;
  }

  public CampaignId campaign() {
    return document.campaign();
  }

  @Override
  public String toString() {
    return value;
  }
}
