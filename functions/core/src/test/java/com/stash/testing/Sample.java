package com.stash.testing;

import com.stash.campaigns.CampaignId;
import com.stash.documents.DocumentId;
import com.stash.documents.JobId;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantId;
import java.time.Instant;

/** Ids and stamps to write cases with. */
public final class Sample {
  public static final TenantId ACME = new TenantId("01J0000000000000000000ACME");
  public static final TenantId GLOBEX = new TenantId("01J000000000000000000G10BX");
  public static final CampaignId INVOICES = new CampaignId("01J0000000000000000000CAMP");
  public static final DocumentId INVOICE = new DocumentId(INVOICES, "01J0000000000000000000D0CS");
  public static final JobId JOB = new JobId(INVOICE, "01J0000000000000000000J0BS");
  public static final Instant NOON = Instant.parse("2026-03-31T12:00:00.123Z");
  public static final Origin PERSON =
      new Origin(new Actor(ActorType.USER, "u1"), "request-1", "192.0.2.7", "curl/8");
  public static final Origin MACHINE = Origin.system("pipeline", "request-2");

  private Sample() {}

  /** Returns the first stamp at noon. */
  public static Stamp stamp() {
    return Stamp.first(PERSON, NOON);
  }

  /** Returns the stamp of the next version, some seconds after the one before. */
  public static Stamp later(Stamp before, long seconds) {
    return before.next(MACHINE, before.updatedAt().plusSeconds(seconds));
  }
}
