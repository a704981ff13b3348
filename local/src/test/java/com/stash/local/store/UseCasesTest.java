package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.CreatingCampaigns;
import com.stash.documents.Announcement;
import com.stash.documents.AnnouncingDocuments;
import com.stash.documents.AnnouncingDocuments.Announced;
import com.stash.documents.DocumentState;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.provisioning.ProvisioningTenants.Wish;
import com.stash.store.Tables;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Provisioning, campaigns and announcements: made once, however often they are asked for. */
class UseCasesTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final String slug = "acme" + TENANTS.incrementAndGet();
  private final GivenTenant acme = given().tenant(slug);

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  private static Givens given() {
    return given;
  }

  @Test
  void a_new_tenant_has_all_it_needs() {
    var tenants = given.stores().tenants();
    assertThat(tenants.owner(new Slug(slug))).contains(acme.id());
    assertThat(tenants.owner(new HostName(slug + ".stash.test"))).contains(acme.id());
    assertThat(acme.tenant().state()).isEqualTo(TenantState.ACTIVE);
    assertThat(acme.tenant().tier()).isEqualTo(Tier.PROFESSIONAL);
    var key = given.stores().keys().find(acme.scope(), acme.key().keyId()).orElseThrow();
    assertThat(key.opens(acme.key(), given.clock().instant())).isTrue();
    assertThat(given.stores().users().list(acme.scope(), Page.Request.first(9)).items()).hasSize(1);
    assertThat(Rows.of(given, Tables.DOMAINS, acme.id())).hasSize(1);
    assertThat(Rows.of(given, Tables.CREDIT_GRANTS, acme.id()))
        .extracting(item -> Rows.number(item, "amount"))
        .containsExactly(1_000_000_000L);
  }

  @Test
  void a_slug_is_provisioned_once_and_no_half_tenant_is_left() throws Exception {
    var before = given.stores().tenants().list(Page.Request.first(100)).items().size();
    var wish = new Wish(new Slug("only" + slug), "n", "a@b.test", Tier.STARTER);
    var outcomes =
        AtOnce.on(
            4,
            _ -> given.provisioning().provision(wish, given.operator(), given.backend().random()));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .extracting(outcome -> ((Outcome.Refused<?>) outcome).refusal().code())
        .containsExactly("slug_taken", "slug_taken", "slug_taken");
    assertThat(given.stores().tenants().list(Page.Request.first(100)).items()).hasSize(before + 1);
  }

  @Test
  void a_suspension_is_noticed_within_seconds() {
    var gate = given.stores().gate();
    assertThat(gate.forMessage(acme.id(), given.operator())).isPresent();
    acme.isSuspended();
    assertThat(gate.forMessage(acme.id(), given.operator())).isEmpty();
  }

  @Test
  void a_campaign_is_created_once_for_an_idempotency_key() {
    var key = new IdempotencyKey("create-campaign", "k", Sha256.of("body"));
    var first = create("invoices", key).orThrow();
    assertThat(first.state()).isEqualTo(CampaignState.DRAFT);
    assertThat(create("invoices", key)).isEqualTo(Outcome.done(first));
    assertThat(campaigns()).containsExactly(first);
  }

  @Test
  void an_idempotency_key_with_another_body_is_refused() {
    create("invoices", new IdempotencyKey("create-campaign", "k", Sha256.of("body"))).orThrow();
    var other = new IdempotencyKey("create-campaign", "k", Sha256.of("other"));
    assertThat(create("receipts", other)).isEqualTo(Outcome.refused(IdempotencyKey.mismatch()));
    assertThat(campaigns()).hasSize(1);
  }

  @Test
  void a_slug_is_taken_once_in_a_tenant_and_again_in_another() {
    create("invoices", null).orThrow();
    assertThat(refusal(create("invoices", null)).code()).isEqualTo("slug_taken");
    assertThat(campaigns()).hasSize(1);
    assertThat(given.tenant("other" + slug).campaign("invoices").slug())
        .isEqualTo(new Slug("invoices"));
  }

  @Test
  void a_pipeline_with_a_fault_creates_nothing() {
    var wish = wish("invoices", "{'steps':[{'id':'a','processor':'nothing@1'}]}");
    assertThat(refusal(given.creatingCampaigns().create(acme.scope(), wish, null)).field())
        .isEqualTo("/pipeline/steps/0/processor");
    assertThat(campaigns()).isEmpty();
  }

  @Test
  void a_revision_is_kept_and_run_only_when_published() {
    var campaign = acme.campaign("invoices");
    var pipeline = json("{'steps':[{'id':'scan','processor':'ocr@1'}]}");
    var revising = given.revisingPipelines();
    var revised = revising.revise(acme.scope(), campaign.id(), 2, pipeline, null).orThrow();
    assertThat(revised.latestRevision()).isEqualTo(2);
    assertThat(acme.job(acme.uploads(revised, "a.txt", TEXT)).revision()).isEqualTo(1);
    var published = revising.publish(acme.scope(), campaign.id(), 3, null).orThrow();
    assertThat(published.activeRevision()).isEqualTo(2);
    assertThat(acme.job(acme.uploads(published, "b.txt", TEXT)).revision()).isEqualTo(2);
    var kept = given.stores().campaigns().revision(acme.scope(), campaign.id(), 2).orElseThrow();
    assertThat(kept.pipeline().steps().getFirst().id()).isEqualTo("scan");
  }

  @Test
  void a_revision_and_its_publishing_are_made_once_for_an_idempotency_key() {
    var campaign = acme.campaign("invoices");
    var pipeline = json("{'steps':[{'id':'scan','processor':'ocr@1'}]}");
    var revising = given.revisingPipelines();
    var key = new IdempotencyKey("revise", "k", Sha256.of("body"));
    var revised = revising.revise(acme.scope(), campaign.id(), 2, pipeline, key).orThrow();
    assertThat(revising.revise(acme.scope(), campaign.id(), 2, pipeline, key))
        .isEqualTo(Outcome.done(revised));
    assertThat(given.stores().campaigns().revision(acme.scope(), campaign.id(), 3)).isEmpty();
    var reused = new IdempotencyKey("revise", "k", Sha256.of("other"));
    assertThat(revising.revise(acme.scope(), campaign.id(), 3, pipeline, reused))
        .isEqualTo(Outcome.refused(IdempotencyKey.mismatch()));

    var publish = new IdempotencyKey("publish", "k", Sha256.of(""));
    var published = revising.publish(acme.scope(), campaign.id(), 3, publish).orThrow();
    assertThat(published.activeRevision()).isEqualTo(2);
    assertThat(revising.publish(acme.scope(), campaign.id(), 3, publish))
        .isEqualTo(Outcome.done(published));
    assertThat(published.version()).isEqualTo(4);
  }

  @Test
  void a_revision_with_a_fault_is_not_kept() {
    var campaign = acme.campaign("invoices");
    var wrong = json("{'steps':[]}");
    assertThat(
            refusal(given.revisingPipelines().revise(acme.scope(), campaign.id(), 2, wrong, null))
                .field())
        .isEqualTo("/pipeline/steps");
    assertThat(given.stores().campaigns().find(acme.scope(), campaign.id())).contains(campaign);
  }

  @Test
  void a_stale_version_revises_and_publishes_nothing() {
    var campaign = acme.campaign("invoices");
    var revising = given.revisingPipelines();
    var pipeline = json(GivenTenant.READ);
    assertThat(revising.revise(acme.scope(), campaign.id(), 1, pipeline, null))
        .isEqualTo(Outcome.refused(Refusal.stale()));
    assertThat(revising.publish(acme.scope(), campaign.id(), 7, null))
        .isEqualTo(Outcome.refused(Refusal.stale()));
    assertThat(given.stores().campaigns().find(acme.scope(), campaign.id())).contains(campaign);
    assertThat(given.stores().campaigns().revision(acme.scope(), campaign.id(), 2)).isEmpty();
  }

  @Test
  void a_campaign_that_is_not_there_is_not_found_nor_is_a_foreign_one() {
    var globex = given.tenant("globex" + slug);
    var theirs = globex.campaign("invoices");
    var nowhere = new CampaignId(given.ids().ulid());
    var revising = given.revisingPipelines();
    for (var id : List.of(theirs.id(), nowhere)) {
      assertThat(revising.publish(acme.scope(), id, 2, null))
          .isEqualTo(Outcome.refused(Refusal.notFound()));
      assertThat(revising.revise(acme.scope(), id, 2, json(GivenTenant.READ), null))
          .isEqualTo(Outcome.refused(Refusal.notFound()));
      assertThat(announce(id, said(TEXT), null)).isEqualTo(Outcome.refused(Refusal.notFound()));
    }
  }

  @Test
  void an_archived_campaign_is_not_published() {
    var paused = acme.pauses(acme.campaign("invoices"));
    var archived =
        paused.become(
            CampaignState.ARCHIVED, acme.scope().changed(paused.stamp(), given.clock().instant()));
    given.stores().transactions().commit(acme.scope(), new Replace(archived)).orThrow();
    assertThat(refusal(given.revisingPipelines().publish(acme.scope(), archived.id(), 4, null)))
        .extracting(Refusal::kind, Refusal::code)
        .containsExactly(Kind.CONFLICT, "wrong_state");
  }

  @Test
  void a_document_is_announced_once_for_an_idempotency_key() {
    var campaign = acme.campaign("invoices");
    var key = new IdempotencyKey("announce", "k", Sha256.of("body"));
    var first = announce(campaign.id(), said(TEXT), key).orThrow();
    var again = announce(campaign.id(), said(TEXT), key).orThrow();
    assertThat(again.document()).isEqualTo(first.document());
    assertThat(again.upload()).isNotNull();
    assertThat(Rows.of(given, Tables.DOCUMENTS, acme.id())).hasSize(1);
    acme.sends(first.document().object(), TEXT);
    var late = announce(campaign.id(), said(TEXT), key).orThrow();
    assertThat(late.document().state()).isEqualTo(DocumentState.QUEUED);
    assertThat(late.upload()).as("no ticket for what came").isNull();
    var other = new IdempotencyKey("announce", "k", Sha256.of("other"));
    assertThat(announce(campaign.id(), said(TEXT), other))
        .isEqualTo(Outcome.refused(IdempotencyKey.mismatch()));
  }

  @Test
  void what_the_campaign_does_not_take_is_not_announced() {
    var small =
        new CampaignSettings(List.of("text/plain"), 6, CampaignSettings.Duplicates.ALLOW, 90);
    var campaign = acme.campaign("invoices", small);
    assertThat(refusal(announce(campaign.id(), said(TEXT), null)))
        .extracting(Refusal::kind, Refusal::code, Refusal::field)
        .containsExactly(Kind.TOO_LARGE, "file_too_large", "/sizeBytes");
    var pdf = new Announcement("a.pdf", "application/pdf", 1, Sha256.of("x"));
    assertThat(refusal(announce(campaign.id(), pdf, null)))
        .extracting(Refusal::kind, Refusal::code, Refusal::field)
        .containsExactly(Kind.UNSUPPORTED_TYPE, "type_not_allowed", "/type");
    acme.pauses(campaign);
    assertThat(refusal(announce(campaign.id(), said(new byte[] {1}), null)))
        .extracting(Refusal::kind, Refusal::code)
        .containsExactly(Kind.CONFLICT, "wrong_state");
    assertThat(Rows.of(given, Tables.DOCUMENTS, acme.id())).isEmpty();
  }

  @Test
  void a_table_s_name_is_of_its_environment() {
    var environment = given.backend().environment();
    assertThat(environment.logicalTable(environment.table(Tables.API_KEYS))).isEqualTo("api-keys");
    assertThatThrownBy(() -> environment.logicalTable("stash-prod-jobs"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Campaign> campaigns() {
    return given.stores().campaigns().list(acme.scope(), Page.Request.first(9)).items();
  }

  private Outcome<Campaign> create(String name, @Nullable IdempotencyKey key) {
    return given.creatingCampaigns().create(acme.scope(), wish(name, GivenTenant.READ), key);
  }

  private static CreatingCampaigns.Wish wish(String name, String pipeline) {
    return new CreatingCampaigns.Wish(
        new Slug(name),
        name,
        "",
        Campaign.Type.CUSTOM,
        CampaignSettings.DEFAULT,
        List.of(),
        json(pipeline));
  }

  private Outcome<Announced> announce(
      CampaignId campaign, Announcement said, @Nullable IdempotencyKey key) {
    var wish = new AnnouncingDocuments.Wish(campaign, said, Map.of(), List.of());
    return given.announcingDocuments().announce(acme.scope(), wish, key);
  }

  private static Announcement said(byte[] bytes) {
    return new Announcement("a.txt", "text/plain", bytes.length, Sha256.of(bytes));
  }

  private static Refusal refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal();
  }

  private static com.fasterxml.jackson.databind.JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }
}
