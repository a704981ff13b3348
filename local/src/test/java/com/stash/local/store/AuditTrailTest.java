package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.audit.AuditDraft;
import com.stash.audit.AuditEntry;
import com.stash.audit.AuditTrail;
import com.stash.audit.VerifyingAudit;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Page;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Givens;
import com.stash.store.Tables;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditTrailTest {
  private static Givens given;

  private final TenantScope scope = given().scope(new TenantId(given().ids().ulid()));
  private final AuditTrail trail = given().stores().audit();

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
  void an_empty_log_is_whole() {
    assertThat(trail.head(scope)).isEqualTo(new AuditTrail.Head(0, AuditEntry.BEGINNING));
    assertThat(verify()).isNull();
  }

  @Test
  void entries_follow_each_other_in_the_order_of_their_drafts() {
    trail.append(scope, drafts(0, 3));
    trail.append(scope, drafts(3, 5));
    var entries = trail.read(scope, 1, 100);
    assertThat(entries)
        .extracting(entry -> entry.draft().id())
        .containsExactly("d0", "d1", "d2", "d3", "d4");
    assertThat(entries).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(entries.getFirst().previousHash()).isEqualTo(AuditEntry.BEGINNING);
    assertThat(trail.head(scope)).isEqualTo(new AuditTrail.Head(5, entries.getLast().hash()));
    assertThat(entries.get(1).draft()).isEqualTo(draft(1));
    assertWhole(5);
  }

  @Test
  void the_same_drafts_again_add_nothing() {
    trail.append(scope, drafts(0, 4));
    trail.append(scope, drafts(0, 4));
    trail.append(scope, List.of(draft(2), draft(9), draft(9), draft(0)));
    assertThat(trail.read(scope, 1, 100)).hasSize(5);
    assertWhole(5);
  }

  @Test
  void a_batch_larger_than_a_transaction_is_appended_whole() {
    trail.append(scope, drafts(0, 120));
    assertThat(trail.read(scope, 50, 2)).extracting(AuditEntry::sequence).containsExactly(50L, 51L);
    assertWhole(120);
  }

  @Test
  void eight_writers_at_once_leave_no_gap_and_write_each_cause_once() throws Exception {
    AtOnce.on(
        8,
        writer -> {
          for (int from = 0; from < 24; from += 3) {
            trail.append(scope, drafts(writer * 6 + from, writer * 6 + from + 3));
          }
          return writer;
        });
    assertThat(trail.read(scope, 1, 100))
        .extracting(entry -> entry.draft().cause())
        .doesNotHaveDuplicates()
        .hasSize(66);
    assertWhole(66);
  }

  @Test
  void a_log_that_grows_while_it_is_verified_is_whole() {
    trail.append(scope, drafts(0, 3));
    var before = trail.head(scope);
    trail.append(scope, drafts(3, 5));
    var report =
        new VerifyingAudit(new LooksTooEarly(trail, new ArrayDeque<>(List.of(before))))
            .verify(scope);
    assertThat(report).isEqualTo(new VerifyingAudit.Report(3, before.hash(), null));
  }

  /** Sees the head as it was before the last entries came, once. */
  private record LooksTooEarly(AuditTrail real, Deque<Head> early) implements AuditTrail {
    @Override
    public void append(TenantScope scope, List<AuditDraft> drafts) {
      real.append(scope, drafts);
    }

    @Override
    public Page<AuditEntry> list(TenantScope scope, Page.Request request) {
      return real.list(scope, request);
    }

    @Override
    public List<AuditEntry> read(TenantScope scope, long from, int limit) {
      return real.read(scope, from, limit);
    }

    @Override
    public Head head(TenantScope scope) {
      return early.isEmpty() ? real.head(scope) : early.pop();
    }
  }

  @Test
  void entries_are_listed_the_newest_first_page_by_page() {
    trail.append(scope, drafts(0, 5));
    var found = new ArrayList<Long>();
    var request = Page.Request.first(2);
    for (int pages = 0; pages < 5; pages++) {
      var page = trail.list(scope, request);
      page.items().forEach(entry -> found.add(entry.sequence()));
      if (page.next().isEmpty()) {
        break;
      }
      request = new Page.Request(2, page.next().get());
    }
    assertThat(found).containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void values_of_every_kind_come_back_unchanged_and_whole() {
    var after = Json.object().put("s", "").put("b", true).putNull("n").put("l", 5L);
    after.put("d", new BigDecimal("-0.000001")).put("h", new BigDecimal("12345678901234567890"));
    after.putArray("a").add("x").addObject().put("y", 1L);
    trail.append(scope, List.of(draft("d", after)));
    assertThat(Json.sorted(trail.read(scope, 1, 1).getFirst().draft().after()))
        .hasToString(Json.sorted(after).toString());
    assertWhole(1);
  }

  @Test
  void a_changed_entry_is_found() {
    trail.append(scope, drafts(0, 5));
    var item = new java.util.HashMap<>(entry(3));
    var entry = new java.util.HashMap<>(java.util.Objects.requireNonNull(item.get("entry")).m());
    entry.put("action", AttributeValue.fromS("document.forged"));
    item.put("entry", AttributeValue.fromM(entry));
    given.backend().dynamoDb().putItem(p -> p.tableName(table()).item(item));
    assertThat(verify()).isEqualTo("entry 3 was changed");
  }

  @Test
  void a_removed_entry_is_found() {
    trail.append(scope, drafts(0, 5));
    remove("entry#000000000003");
    assertThat(verify()).isEqualTo("entry 3 is missing");
  }

  @Test
  void a_tail_that_was_cut_off_is_found() {
    trail.append(scope, drafts(0, 5));
    remove("entry#000000000004");
    remove("entry#000000000005");
    assertThat(verify()).isEqualTo("entry 4 is missing");
  }

  @Test
  void an_entry_that_was_written_anew_does_not_follow() {
    trail.append(scope, drafts(0, 5));
    var before = trail.read(scope, 1, 5);
    var forged =
        AuditEntry.chained(3, before.get(1).hash(), draft("d77", Json.object().put("n", 2L)));
    var attributes = new java.util.HashMap<>(entry(3));
    var entry =
        new java.util.HashMap<>(java.util.Objects.requireNonNull(attributes.get("entry")).m());
    entry.put("auditableId", AttributeValue.fromS("d77"));
    entry.put("hash", AttributeValue.fromS(forged.hash().hex()));
    attributes.put("entry", AttributeValue.fromM(entry));
    given.backend().dynamoDb().putItem(p -> p.tableName(table()).item(attributes));
    assertThat(trail.read(scope, 3, 1).getFirst().isWhole()).isTrue();
    assertThat(verify()).isEqualTo("entry 4 does not follow entry 3");
  }

  @Test
  void a_head_that_is_another_is_found() {
    trail.append(scope, drafts(0, 2));
    var head =
        Map.of(
            "tenantId", AttributeValue.fromS(scope.tenant().value()),
            "sk", AttributeValue.fromS("head"),
            "sequence", AttributeValue.fromN("2"),
            "hash", AttributeValue.fromS("f".repeat(64)));
    given.backend().dynamoDb().putItem(p -> p.tableName(table()).item(head));
    assertThat(verify()).isEqualTo("the head is not the hash of entry 2");
  }

  @Test
  void a_head_that_is_taken_away_is_found() {
    trail.append(scope, drafts(0, 2));
    var key =
        Map.of(
            "tenantId", AttributeValue.fromS(scope.tenant().value()),
            "sk", AttributeValue.fromS("head"));
    given.backend().dynamoDb().deleteItem(d -> d.tableName(table()).key(key));
    assertThat(verify()).isEqualTo("entry 1 comes after the head");
  }

  /** Invariants I5 and I6: no gap, whole, each cause once, and each claim points to its entry. */
  private void assertWhole(long entries) {
    var report = new VerifyingAudit(trail).verify(scope);
    assertThat(report.fault()).isNull();
    assertThat(report.isWhole()).isTrue();
    assertThat(report.entries()).isEqualTo(entries);
    assertThat(report.head()).isEqualTo(trail.head(scope).hash());
    var rows = Rows.of(given, Tables.AUDIT_LOGS, scope.tenant());
    assertThat(rows)
        .filteredOn(item -> Rows.text(item, "sk").startsWith("cause#"))
        .extracting(item -> Rows.number(item, "sequence"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, (int) entries).mapToObj(Long::valueOf).toList());
  }

  private @Nullable String verify() {
    return new VerifyingAudit(trail).verify(scope).fault();
  }

  private Map<String, AttributeValue> entry(int sequence) {
    return Rows.of(given, Tables.AUDIT_LOGS, scope.tenant()).stream()
        .filter(item -> Rows.text(item, "sk").equals("entry#%012d".formatted(sequence)))
        .findFirst()
        .orElseThrow();
  }

  private void remove(String key) {
    given
        .backend()
        .dynamoDb()
        .deleteItem(
            d ->
                d.tableName(table())
                    .key(
                        Map.of(
                            "tenantId", AttributeValue.fromS(scope.tenant().value()),
                            "sk", AttributeValue.fromS(key))));
  }

  private static String table() {
    return given.backend().environment().table(Tables.AUDIT_LOGS);
  }

  private static List<AuditDraft> drafts(int from, int to) {
    return IntStream.range(from, to).mapToObj(AuditTrailTest::draft).toList();
  }

  private static AuditDraft draft(int number) {
    return draft("d" + number, Json.object().put("n", (long) number));
  }

  private static AuditDraft draft(String id, com.fasterxml.jackson.databind.node.ObjectNode after) {
    return new AuditDraft(
        "document.queued",
        "document",
        id,
        1,
        new Actor(ActorType.USER, "u"),
        "done",
        Json.object().put("state", "received"),
        after,
        "request",
        "",
        "",
        java.time.Instant.parse("2026-03-31T12:00:00.123Z"));
  }
}
