package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.documents.Announcement;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobState;
import com.stash.documents.ObjectCreated;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.store.Tables;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the upload function does with what S3 reports. */
class UploadFunctionTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final GivenTenant acme = given().tenant("acme" + TENANTS.incrementAndGet());

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
  void an_announced_document_that_arrives_is_queued_with_its_job() {
    var campaign = acme.campaign("invoices");
    var invoice = acme.uploads(campaign, "invoice.txt", TEXT);
    assertThat(invoice.state()).isEqualTo(DocumentState.QUEUED);
    assertThat(invoice.reason()).isNull();
    assertThat(invoice.version()).isEqualTo(2);
    var arrived = java.util.Objects.requireNonNull(invoice.arrived());
    assertThat(arrived.type()).isEqualTo("text/plain");
    assertThat(arrived.sizeBytes()).isEqualTo(7);
    assertThat(arrived.sha256()).isEqualTo(Sha256.of(TEXT));
    assertThat(invoice.stamp().changedBy().actor()).hasToString("system:upload");
    var job = acme.job(invoice);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.trigger()).isEqualTo(Job.Trigger.UPLOAD);
    assertThat(job.revision()).isEqualTo(1);
    assertThat(job.stepsTotal()).isEqualTo(1);
    assertThat(job.id().document()).isEqualTo(invoice.id());
  }

  @Test
  void a_file_dropped_into_the_inbox_becomes_a_queued_document() {
    var campaign = acme.campaign("invoices");
    var dropped = acme.drops(campaign, "2026/märz +1.csv", "a;b\n1;2\n".getBytes(UTF_8));
    assertThat(dropped.state()).isEqualTo(DocumentState.QUEUED);
    assertThat(dropped.filename()).isEqualTo("märz +1.csv");
    assertThat(dropped.announced()).isNull();
    assertThat(java.util.Objects.requireNonNull(dropped.arrived()).type()).isEqualTo("text/csv");
    assertThat(acme.job(dropped).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void the_same_event_twice_changes_nothing() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    var created = acme.sends(announced.object(), TEXT);
    var once = acme.document(announced.id());
    receive(created);
    receive(created, created);
    assertThat(acme.document(announced.id())).isEqualTo(once);

    var dropped = acme.sends(new ObjectKey.Inbox(campaign.id(), "b.txt"), TEXT);
    var rows = rows();
    receive(dropped);
    assertThat(rows()).isEqualTo(rows).containsEntry("documents", 2).containsEntry("jobs", 2);
  }

  @Test
  void the_same_event_on_eight_threads_makes_one_document_and_one_job() throws Exception {
    var campaign = acme.campaign("invoices");
    var key = ObjectKey.inBucket(acme.id(), new ObjectKey.Inbox(campaign.id(), "a.txt"));
    acme.puts(key, TEXT);
    var created = Events.created(given, key, TEXT.length);
    AtOnce.on(
        8,
        thread -> {
          receive(created);
          return thread;
        });
    assertThat(rows()).containsEntry("documents", 1).containsEntry("jobs", 1);
  }

  @Test
  void a_late_event_does_not_disturb_a_document_that_moved_on() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    acme.sends(announced.object(), TEXT);
    var before = acme.document(announced.id());
    acme.sends(announced.object(), "Total 8".getBytes(UTF_8));
    assertThat(acme.document(announced.id())).isEqualTo(before);
  }

  @Test
  void an_event_of_an_object_that_is_gone_changes_nothing() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    receive(created(announced.object(), 7));
    assertThat(acme.document(announced.id())).isEqualTo(announced);
    receive(created(new ObjectKey.Inbox(campaign.id(), "gone.txt"), 7));
    assertThat(rows()).containsEntry("documents", 1);
    assertThat(incidents(acme.id())).isEmpty();
  }

  @Test
  void another_size_than_announced_is_rejected() {
    var announced = acme.announces(acme.campaign("invoices"), "a.txt", TEXT).document();
    acme.sends(announced.object(), "Total 77".getBytes(UTF_8));
    assertRejected(announced.id(), "size_differs", "7 bytes were announced and 8 came.");
  }

  @Test
  void other_bytes_than_announced_are_rejected() {
    var announced = acme.announces(acme.campaign("invoices"), "a.txt", TEXT).document();
    acme.sends(announced.object(), "Total 8".getBytes(UTF_8));
    assertRejected(announced.id(), "hash_differs", "The SHA-256 is not the announced one.");
  }

  @Test
  void a_type_the_campaign_does_not_take_is_rejected_by_its_bytes() {
    var csv = new CampaignSettings(List.of("text/plain"), 1_000, Duplicates.ALLOW, 90);
    var campaign = acme.campaign("invoices", csv);
    var pdf = "%PDF-1.7\n".getBytes(UTF_8);
    var lie = new Announcement("a.txt", "text/plain", pdf.length, Sha256.of(pdf));
    var announced = acme.announces(campaign, lie).document();
    acme.sends(announced.object(), pdf);
    assertRejected(
        announced.id(), "type_not_allowed", "The campaign does not take application/pdf.");
  }

  @Test
  void an_executable_is_rejected_whatever_its_name() {
    var program = new byte[200];
    program[0] = 'M';
    program[1] = 'Z';
    var dropped = acme.drops(acme.campaign("invoices"), "invoice.pdf", program);
    assertThat(dropped.state()).isEqualTo(DocumentState.REJECTED);
    assertThat(code(dropped)).isEqualTo("type_not_allowed");
  }

  @Test
  void a_dropped_file_that_is_too_large_is_rejected_unread() {
    var small = new CampaignSettings(List.of(), 10, Duplicates.ALLOW, 90);
    var dropped = acme.drops(acme.campaign("invoices", small), "a.txt", new byte[11]);
    assertThat(dropped.reason())
        .isEqualTo(new Reason("file_too_large", "The campaign takes at most 10 bytes."));
    assertThat(dropped.arrived()).isNull();
    assertThat(dropped.currentJob()).isNull();
  }

  @Test
  void an_announced_file_is_rejected_when_the_campaign_takes_less_by_then() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    var small = new CampaignSettings(List.of(), 6, Duplicates.ALLOW, 90);
    var less =
        new Campaign(
            campaign.id(),
            campaign.slug(),
            campaign.name(),
            "",
            campaign.type(),
            campaign.state(),
            small,
            List.of(),
            1,
            1,
            acme.scope().changed(campaign.stamp(), given.clock().instant()));
    given
        .stores()
        .transactions()
        .commit(acme.scope(), new com.stash.transactions.Change.Replace(less))
        .orThrow();
    acme.sends(announced.object(), TEXT);
    assertRejected(announced.id(), "file_too_large", "The campaign takes at most 6 bytes.");
  }

  @Test
  void a_file_over_the_tier_s_size_is_rejected() {
    var starter = given.tenant("small" + TENANTS.incrementAndGet(), Tier.STARTER);
    var large = new CampaignSettings(List.of(), 100L << 20, Duplicates.ALLOW, 90);
    var campaign = starter.campaign("invoices", large);
    var bytes = new byte[(10 << 20) + 1];
    java.util.Arrays.fill(bytes, (byte) 'a');
    var dropped = starter.drops(campaign, "a.txt", bytes);
    assertThat(code(dropped)).isEqualTo("file_too_large");
  }

  @Test
  void an_empty_file_is_rejected() {
    var dropped = acme.drops(acme.campaign("invoices"), "a.txt", new byte[0]);
    assertThat(dropped.reason()).isEqualTo(new Reason("empty_file", "The file has no bytes."));
  }

  @Test
  void a_file_for_a_campaign_that_is_not_active_is_rejected() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    acme.pauses(campaign);
    acme.sends(announced.object(), TEXT);
    assertRejected(announced.id(), "campaign_not_active", "The campaign is paused.");
    var draft = acme.drafts("drafts", CampaignSettings.DEFAULT, GivenTenant.READ);
    assertThat(code(acme.drops(draft, "a.txt", TEXT))).isEqualTo("campaign_not_active");
  }

  @Test
  void a_file_of_a_tenant_without_credits_is_rejected() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    acme.gets(Tier.PROFESSIONAL.firstGrant().negated());
    given.clock().passes(Duration.ofSeconds(3));
    acme.sends(announced.object(), TEXT);
    assertRejected(announced.id(), "out_of_credits", "The credits are used up. Buy more to go on.");
    acme.gets(new MicroCredits(1));
    given.clock().passes(Duration.ofSeconds(3));
    assertThat(acme.uploads(campaign, "b.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void the_same_bytes_again_are_processed_again_when_allowed() {
    var campaign = acme.campaign("invoices", duplicates(Duplicates.ALLOW));
    acme.uploads(campaign, "a.txt", TEXT);
    assertThat(acme.uploads(campaign, "b.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
    assertThat(rows()).containsEntry("jobs", 2);
  }

  @Test
  void the_same_bytes_again_are_linked_to_the_first() {
    var campaign = acme.campaign("invoices", duplicates(Duplicates.LINK));
    var first = acme.uploads(campaign, "a.txt", TEXT);
    var announced = acme.uploads(campaign, "b.txt", TEXT);
    var dropped = acme.drops(campaign, "c.txt", TEXT);
    for (var duplicate : List.of(announced, dropped)) {
      assertThat(duplicate.state()).isEqualTo(DocumentState.COMPLETED);
      assertThat(duplicate.duplicateOf()).isEqualTo(first.id());
      assertThat(duplicate.currentJob()).isNull();
    }
    assertThat(rows()).containsEntry("jobs", 1);
    assertThat(acme.uploads(campaign, "d.txt", "Total 8".getBytes(UTF_8)).state())
        .isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void the_same_bytes_again_are_rejected() {
    var campaign = acme.campaign("invoices", duplicates(Duplicates.REJECT));
    var first = acme.uploads(campaign, "a.txt", TEXT);
    var second = acme.uploads(campaign, "b.txt", TEXT);
    assertThat(second.state()).isEqualTo(DocumentState.REJECTED);
    assertThat(second.reason())
        .isEqualTo(
            new Reason("duplicate", "The same bytes came before, as document " + first.id() + "."));
    assertThat(rows()).containsEntry("jobs", 1);
  }

  @Test
  void the_same_bytes_in_another_campaign_or_tenant_are_no_duplicate() {
    acme.uploads(acme.campaign("invoices", duplicates(Duplicates.REJECT)), "a.txt", TEXT);
    var receipts = acme.campaign("receipts", duplicates(Duplicates.REJECT));
    assertThat(acme.uploads(receipts, "a.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
    var globex = given.tenant("globex" + TENANTS.incrementAndGet());
    var theirs = globex.campaign("invoices", duplicates(Duplicates.REJECT));
    assertThat(globex.uploads(theirs, "a.txt", TEXT).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void of_the_same_bytes_twice_at_once_one_is_the_first() throws Exception {
    var campaign = acme.campaign("invoices", duplicates(Duplicates.LINK));
    var documents = AtOnce.on(8, i -> acme.drops(campaign, i + ".txt", TEXT));
    var first = documents.stream().filter(d -> d.state() == DocumentState.QUEUED).toList();
    assertThat(first).hasSize(1);
    assertThat(documents)
        .filteredOn(d -> d.state() == DocumentState.COMPLETED)
        .hasSize(7)
        .allMatch(d -> first.getFirst().id().equals(d.duplicateOf()));
    assertThat(rows()).containsEntry("jobs", 1);
  }

  @Test
  void an_object_of_a_campaign_that_is_not_there_is_set_aside() {
    var nowhere = new CampaignId(given.ids().ulid());
    var created = acme.sends(new ObjectKey.Inbox(nowhere, "a.txt"), TEXT);
    assertSetAside(acme.id(), created, "unknown_campaign");
  }

  @Test
  void an_object_of_a_document_that_was_not_announced_is_set_aside() {
    var campaign = acme.campaign("invoices");
    var nothing = new DocumentId(campaign.id(), given.ids().ulid());
    var created = acme.sends(new ObjectKey.Original(nothing), TEXT);
    assertSetAside(acme.id(), created, "unknown_document");
    assertThat(rows()).containsEntry("documents", 0);
  }

  @Test
  void an_object_under_a_malformed_key_is_set_aside() {
    for (var path : List.of("inbox/a.txt", "secret.txt", "documents/x/y/original", "a/ b+c%.txt")) {
      var key = "tenants/" + acme.id() + "/" + path;
      acme.puts(key, TEXT);
      var created = Events.created(given, key, 7);
      receive(created);
      assertSetAside(acme.id(), created, "malformed_key");
    }
  }

  @Test
  void an_object_under_no_active_tenant_s_prefix_is_set_aside_by_the_platform() {
    var nobody = "tenants/" + given.ids().ulid() + "/inbox/x/a.txt";
    acme.puts(nobody, TEXT);
    var created = Events.created(given, nobody, 7);
    receive(created);
    assertSetAside(TenantId.PLATFORM, created, "unknown_tenant");

    var campaign = acme.campaign("invoices");
    acme.isSuspended();
    var suspended = acme.sends(new ObjectKey.Inbox(campaign.id(), "a.txt"), TEXT);
    assertSetAside(TenantId.PLATFORM, suspended, "unknown_tenant");
    assertThat(rows()).containsEntry("documents", 0);
  }

  @Test
  void a_document_announced_by_one_tenant_is_not_received_under_another_s_prefix() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    var globex = given.tenant("globex" + TENANTS.incrementAndGet());
    var created = globex.sends(announced.object(), TEXT);
    assertSetAside(globex.id(), created, "unknown_document");
    assertThat(acme.document(announced.id())).isEqualTo(announced);
    var dropped = globex.sends(new ObjectKey.Inbox(campaign.id(), "a.txt"), TEXT);
    assertSetAside(globex.id(), dropped, "unknown_campaign");
  }

  @Test
  void setting_aside_twice_notes_one_incident() {
    var key = "tenants/" + acme.id() + "/secret.txt";
    acme.puts(key, TEXT);
    var created = Events.created(given, key, 7);
    receive(created);
    receive(created);
    assertThat(incidents(acme.id())).hasSize(1);
  }

  @Test
  void what_stash_wrote_itself_is_left_alone() {
    var job = acme.job(acme.uploads(acme.campaign("invoices"), "a.txt", TEXT));
    var before = rows();
    for (var key :
        List.of(
            new ObjectKey.Result(job.id()),
            new ObjectKey.Output(job.id(), "read", 1),
            new ObjectKey.Export(job.id(), "a.json"))) {
      acme.sends(key, TEXT);
      assertThat(given.stores().objects().get(acme.scope(), key)).isEqualTo(TEXT);
    }
    acme.puts("set-aside/x", TEXT);
    receive(Events.created(given, "set-aside/x", 7));
    assertThat(exists("set-aside/x")).isTrue();
    assertThat(rows()).isEqualTo(before);
    assertThat(incidents(acme.id())).isEmpty();
  }

  private static CampaignSettings duplicates(Duplicates duplicates) {
    return new CampaignSettings(List.of(), 10L << 20, duplicates, 90);
  }

  private void assertRejected(DocumentId id, String code, String message) {
    var document = acme.document(id);
    assertThat(document.state()).isEqualTo(DocumentState.REJECTED);
    assertThat(document.reason()).isEqualTo(new Reason(code, message));
    assertThat(document.arrived()).isNotNull();
    assertThat(document.version()).isEqualTo(2);
    assertThat(given.stores().jobs().live(acme.scope(), 9)).isEmpty();
  }

  private void assertSetAside(TenantId tenant, ObjectCreated created, String code) {
    var incident =
        incidents(tenant).stream()
            .filter(item -> Rows.text(item, "subject").equals("s3:" + created.key()))
            .findFirst()
            .orElseThrow();
    assertThat(Rows.text(incident, "code")).isEqualTo(code);
    assertThat(exists(created.key())).isFalse();
    assertThat(exists("set-aside/" + Rows.text(incident, "sk"))).isTrue();
  }

  private static boolean exists(String key) {
    var bucket = given.backend().environment().bucket();
    return given.backend().s3().listObjectsV2(l -> l.bucket(bucket).prefix(key)).contents().stream()
        .anyMatch(object -> object.key().equals(key));
  }

  private Map<String, Integer> rows() {
    return Map.of(
        "documents", Rows.of(given, Tables.DOCUMENTS, acme.id()).size(),
        "jobs", Rows.of(given, Tables.JOBS, acme.id()).size());
  }

  private static List<Map<String, AttributeValue>> incidents(TenantId tenant) {
    return Rows.of(given, Tables.INCIDENTS, tenant);
  }

  private ObjectCreated created(ObjectKey key, long size) {
    return Events.created(given, ObjectKey.inBucket(acme.id(), key), size);
  }

  private static void receive(ObjectCreated... created) {
    given.uploadFunction().handleRequest(Events.s3(created), given.invocation());
  }

  private static String code(Document document) {
    return java.util.Objects.requireNonNull(document.reason()).code();
  }
}
