package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.campaigns.CampaignId;
import com.stash.documents.Announcement;
import com.stash.documents.AnnouncingDocuments.Announced;
import com.stash.documents.AnnouncingDocuments.Wish;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.tenancy.Feature;
import com.stash.tenancy.LimitOverrides;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a tenant has bought is held before the work it limits. */
class PlanTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);

  private final Givens given = Givens.start();
  private final GivenTenant acme = given.tenant("acme");

  @AfterEach
  void stop() {
    given.close();
  }

  @Test
  void a_trial_takes_documents_until_its_end_and_again_when_it_becomes_a_plan() {
    var campaign = acme.campaign("invoices");
    var end = given.clock().instant().plus(Duration.ofHours(1));
    acme.agrees(plan -> plan.onTrialUntil(end));
    assertThat(acme.drops(campaign, "before.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
    var late = acme.announces(campaign, "late.txt", TEXT).document();

    given.clock().passes(Duration.ofHours(1));
    assertThat(code(announce(campaign.id()))).isEqualTo("trial_over");
    assertThat(reason(acme.drops(campaign, "after.txt", TEXT))).isEqualTo("trial_over");
    acme.sends(late.object(), TEXT);
    assertThat(reason(acme.document(late.id())))
        .as("announced before the end")
        .isEqualTo("trial_over");

    acme.agrees(plan -> plan.onTrialUntil(null));
    assertThat(acme.drops(campaign, "paid.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void without_the_inbox_a_dropped_file_is_rejected_unread_and_an_announced_one_is_not() {
    var campaign = acme.campaign("invoices");
    acme.agrees(plan -> plan.with(Feature.INBOX, false));
    var dropped = acme.drops(campaign, "a.txt", TEXT);
    assertThat(reason(dropped)).isEqualTo("feature_missing");
    assertThat(dropped.arrived()).isNull();
    assertThat(acme.uploads(campaign, "b.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
    acme.agrees(plan -> plan.with(Feature.INBOX, true));
    assertThat(acme.drops(campaign, "c.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void a_limit_that_was_agreed_holds_instead_of_the_tier_s() {
    var campaign = acme.campaign("invoices");
    acme.agrees(
        plan -> plan.with(new LimitOverrides(null, null, (long) TEXT.length - 1, null, null)));
    assertThat(code(announce(campaign.id()))).isEqualTo("file_too_large");
    assertThat(reason(acme.drops(campaign, "a.txt", TEXT))).isEqualTo("file_too_large");
    acme.agrees(plan -> plan.with(LimitOverrides.NONE));
    assertThat(acme.drops(campaign, "b.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
  }

  private Outcome<Announced> announce(CampaignId campaign) {
    var file = new Announcement("a.txt", "text/plain", TEXT.length, Sha256.of(TEXT));
    var wish = new Wish(campaign, file, Map.of(), List.of());
    return given.announcingDocuments().announce(acme.scope(), wish, null);
  }

  private static String code(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var refusal) ? refusal.code() : "done";
  }

  private static String reason(Document document) {
    assertThat(document.state()).isEqualTo(DocumentState.REJECTED);
    return Objects.requireNonNull(document.reason()).code();
  }
}
