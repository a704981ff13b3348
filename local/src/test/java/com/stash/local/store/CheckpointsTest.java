package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.stash.audit.AuditDraft;
import com.stash.audit.AuditTrail;
import com.stash.audit.AuditTrail.Head;
import com.stash.audit.VerifyingAudit;
import com.stash.functions.triggers.SweepHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.local.fsck.Fsck;
import com.stash.store.S3Checkpoints;
import com.stash.store.Tables;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Heads of audit logs, kept where nobody can change them. */
class CheckpointsTest {
  private static final String FIFTH = "000000000005.json";

  private final Givens given = Givens.start();
  private final String archive = given.backend().environment().archive();
  private final AuditTrail trail = given.stores().audit();
  private final GivenTenant acme = given.tenant("acme");
  private final GivenTenant globex = given.tenant("globex");
  private final SweepHandler sweep = newSweep();

  @AfterEach
  void stop() {
    given.close();
  }

  @Test
  void a_sweep_keeps_each_log_s_head() {
    logs(acme, 0, 5);
    logs(globex, 0, 2);
    sweep();
    assertThat(kept(acme.id())).containsOnlyKeys(FIFTH);
    var bytes = Objects.requireNonNull(kept(acme.id()).get(FIFTH)).getBytes(UTF_8);
    var checkpoint = Json.parse(bytes);
    assertThat(checkpoint.path("tenantId").asText()).isEqualTo(acme.id().value());
    assertThat(checkpoint.path("sequence").asLong()).isEqualTo(5);
    assertThat(checkpoint.path("hash").asText()).isEqualTo(trail.head(acme.scope()).hash().hex());
    assertThat(checkpoint.path("writtenAt").asText()).isEqualTo(given.clock().instant().toString());
    assertThat(kept(globex.id())).containsOnlyKeys("000000000002.json");
    assertThat(faults()).isEmpty();
  }

  @Test
  void the_same_head_is_kept_once_however_often_the_sweep_runs() {
    logs(acme, 0, 5);
    sweep();
    var first = kept(acme.id());
    given.clock().passes(Duration.ofMinutes(5));
    sweep();
    newSweep().handleRequest(new ScheduledEvent(), given.invocation());
    assertThat(kept(acme.id())).isEqualTo(first);
    logs(acme, 5, 7);
    sweep();
    assertThat(kept(acme.id())).hasSize(2).containsAllEntriesOf(first);
    assertThat(given.log()).doesNotContain("sweep_failed");
  }

  @Test
  void an_empty_log_has_no_checkpoint() {
    sweep();
    assertThat(kept(acme.id())).isEmpty();
    assertThat(kept(TenantId.PLATFORM)).isEmpty();
  }

  @Test
  void a_tail_that_was_cut_together_with_its_head_is_named() {
    logs(acme, 0, 5);
    sweep();
    cutTo(3);
    assertThat(new VerifyingAudit(trail).verify(acme.scope()).isWhole()).isTrue();
    assertThat(faults())
        .containsExactly(
            acme.id()
                + ": audit checkpoint "
                + FIFTH
                + " names an entry that is not there: the log was cut");
  }

  @Test
  void a_log_that_was_written_anew_is_named() {
    logs(acme, 0, 5);
    sweep();
    cutTo(3);
    logs(acme, 7, 9);
    sweep();
    newSweep().handleRequest(new ScheduledEvent(), given.invocation());
    assertThat(new VerifyingAudit(trail).verify(acme.scope()).isWhole()).isTrue();
    assertThat(faults())
        .containsExactly(
            acme.id()
                + ": audit checkpoint "
                + FIFTH
                + " has another hash than the entry: the log was written anew");
  }

  @Test
  void a_checkpoint_of_another_tenant_is_not_accepted() {
    logs(acme, 0, 5);
    logs(globex, 0, 5);
    sweep();
    var theirs = Objects.requireNonNull(kept(globex.id()).get(FIFTH));
    put(acme.id(), FIFTH, theirs);
    put(acme.id(), "000000000006.json", "no JSON");
    assertThat(faults())
        .containsExactly(
            acme.id() + ": audit checkpoint " + FIFTH + " is not of this tenant",
            acme.id() + ": audit checkpoint 000000000006.json is not of this tenant");
    put(globex.id(), "000000000004.json", theirs);
    assertThat(faults())
        .contains(
            globex.id() + ": audit checkpoint 000000000004.json has another number inside: 5");
  }

  @Test
  void the_log_of_a_suspended_tenant_is_kept_too() {
    logs(acme, 0, 5);
    given
        .stores()
        .lifecycle()
        .suspending()
        .suspend(platform(), acme.id(), null, "unpaid")
        .orThrow();
    given.clock().passes(Duration.ofSeconds(6));
    sweep();
    assertThat(kept(acme.id())).containsOnlyKeys(FIFTH);
  }

  @Test
  void the_checkpoints_of_an_erased_tenant_stay_and_are_whole() {
    logs(acme, 0, 5);
    sweep();
    var lifecycle = given.stores().lifecycle();
    lifecycle
        .offboarding()
        .offboard(platform(), acme.id(), null, "moves on", Duration.ofDays(30))
        .orThrow();
    var certificate =
        lifecycle.erasing().erase(platform(), acme.id(), new Slug("acme"), _ -> {}).orThrow();
    given.clock().passes(Duration.ofSeconds(6));
    sweep();
    assertThat(certificate.auditSequence()).isEqualTo(5);
    assertThat(kept(acme.id())).containsOnlyKeys(FIFTH);
    assertThat(kept(acme.id()).toString()).contains(certificate.auditHead().hex());
    assertThat(faults()).isEmpty();
  }

  @Test
  void an_archive_that_does_not_answer_keeps_nothing_from_being_mended() {
    logs(acme, 0, 5);
    var announced = acme.announces(acme.campaign("invoices"), "a.txt", new byte[] {1}).document();
    given.backend().s3().deleteBucket(d -> d.bucket(archive));
    given.clock().passes(Duration.ofHours(2));
    sweep();
    assertThat(acme.document(announced.id()).state().wire()).isEqualTo("expired");
    assertThat(given.log()).contains("sweep_failed");
    given.backend().s3().createBucket(c -> c.bucket(archive));
    sweep();
    assertThat(kept(acme.id())).containsOnlyKeys(FIFTH);
  }

  private SweepHandler newSweep() {
    return new SweepHandler(given.backend(), Duration.ofHours(6));
  }

  private void sweep() {
    sweep.handleRequest(new ScheduledEvent(), given.invocation());
  }

  private PlatformScope platform() {
    return given.stores().gate().platform(given.operator());
  }

  private List<String> faults() {
    return new Fsck(given.backend(), () -> 0).check().faults().getOrDefault("I5", List.of());
  }

  private void logs(GivenTenant tenant, int from, int to) {
    trail.append(
        tenant.scope(), IntStream.range(from, to).mapToObj(CheckpointsTest::draft).toList());
  }

  /** Takes away what comes after an entry, and makes that entry the head. */
  private void cutTo(long sequence) {
    var entries = trail.read(acme.scope(), 1, 100);
    for (var entry : entries) {
      if (entry.sequence() > sequence) {
        delete("entry#%012d".formatted(entry.sequence()));
        delete("cause#" + entry.draft().cause());
      }
    }
    var last = entries.get((int) sequence - 1);
    head(new Head(last.sequence(), last.hash()));
  }

  private void head(Head head) {
    var item = key("head");
    item.put("sequence", AttributeValue.fromN(Long.toString(head.sequence())));
    item.put("hash", AttributeValue.fromS(head.hash().hex()));
    given.backend().dynamoDb().putItem(p -> p.tableName(table()).item(item));
  }

  private void delete(String sortKey) {
    given.backend().dynamoDb().deleteItem(d -> d.tableName(table()).key(key(sortKey)));
  }

  private Map<String, AttributeValue> key(String sortKey) {
    var key = new LinkedHashMap<String, AttributeValue>();
    key.put("tenantId", AttributeValue.fromS(acme.id().value()));
    key.put("sk", AttributeValue.fromS(sortKey));
    return key;
  }

  private String table() {
    return given.backend().environment().table(Tables.AUDIT_LOGS);
  }

  private void put(TenantId tenant, String name, String text) {
    var key = S3Checkpoints.prefix(tenant.value()) + name;
    given.backend().s3().putObject(p -> p.bucket(archive).key(key), RequestBody.fromString(text));
  }

  private Map<String, String> kept(TenantId tenant) {
    var s3 = given.backend().s3();
    var prefix = S3Checkpoints.prefix(tenant.value());
    var kept = new LinkedHashMap<String, String>();
    for (var object : s3.listObjectsV2(l -> l.bucket(archive).prefix(prefix)).contents()) {
      kept.put(
          object.key().substring(prefix.length()),
          s3.getObjectAsBytes(g -> g.bucket(archive).key(object.key())).asUtf8String());
    }
    return kept;
  }

  private static AuditDraft draft(int number) {
    return new AuditDraft(
        "document.queued",
        "document",
        "d" + number,
        1,
        new Actor(ActorType.USER, "u"),
        "done",
        Json.object(),
        Json.object().put("n", number),
        "request",
        "",
        "",
        Instant.parse("2026-03-31T12:00:00.123Z"));
  }
}
