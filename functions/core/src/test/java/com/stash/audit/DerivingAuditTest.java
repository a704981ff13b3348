package com.stash.audit;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.RowChange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivingAuditTest {
  private final DerivingAudit deriving = new DerivingAudit();

  @Test
  void a_changed_state_is_an_entry_with_what_changed_only() {
    var before = row(1).put("state", "queued").put("filename", "a.txt").put("uploadUntil", "soon");
    var after = row(2).put("state", "processing").put("filename", "a.txt");
    var draft = entry("documents", before, after);
    assertThat(draft)
        .isEqualTo(
            new AuditDraft(
                "document.processing",
                "document",
                "key",
                2,
                new Actor(ActorType.USER, "u1"),
                "done",
                Json.object().put("state", "queued").put("uploadUntil", "soon"),
                Json.object().put("state", "processing"),
                "request",
                "192.0.2.7",
                "curl/8",
                NOON));
    assertThat(draft.cause()).isEqualTo("document#key#2");
  }

  @ParameterizedTest
  @CsvSource({
    "tenants,tenant",
    "domains,domain",
    "users,user",
    "api-keys,api_key",
    "campaigns,campaign",
    "pipeline-revisions,pipeline_revision",
    "documents,document",
    "jobs,document_job",
    "processors,processor",
    "executions,processor_execution",
    "credentials,credential",
    "credit-grants,credit_grant",
  })
  void a_row_of_an_audited_table_that_is_new_is_created(String table, String type) {
    var draft = entry(table, null, row(1));
    assertThat(draft.action()).isEqualTo(type + ".created");
    assertThat(draft.type()).isEqualTo(type);
    assertThat(draft.version()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"names", "results", "claims", "usage-events", "usage-counters", "audit-logs", ""})
  void other_tables_give_no_entry(String table) {
    assertThat(deriving.entry(change(table, null, row(1)))).isEmpty();
  }

  @Test
  void a_row_that_is_new_in_a_state_says_the_state() {
    assertThat(entry("jobs", null, row(1).put("state", "queued")).action())
        .isEqualTo("document_job.queued");
  }

  @Test
  void a_change_in_the_same_state_is_an_update() {
    var before = row(1).put("state", "active").put("name", "a");
    var after = row(2).put("state", "active").put("name", "b");
    assertThat(entry("campaigns", before, after).action()).isEqualTo("campaign.updated");
  }

  @Test
  void a_deleted_row_is_the_version_after_its_last() {
    var draft = entry("users", row(3).put("email", "a@b.test"), null);
    assertThat(draft.action()).isEqualTo("user.deleted");
    assertThat(draft.version()).isEqualTo(4);
    assertThat(draft.before()).isEqualTo(Json.object().put("email", "a@b.test"));
    assertThat(draft.after()).isEqualTo(Json.object());
  }

  @Test
  void an_incident_is_a_refusal_by_its_code() {
    var draft = entry("incidents", null, row(1).put("code", "malformed_key"));
    assertThat(draft.action()).isEqualTo("incident.malformed_key");
    assertThat(draft.outcome()).isEqualTo("refused");
  }

  @Test
  void a_denial_is_an_entry_and_its_forgetting_is_none() {
    var draft = entry("denials", null, row(1).put("code", "key_refused"));
    assertThat(draft.action()).isEqualTo("denial.key_refused");
    assertThat(draft.outcome()).isEqualTo("denied");
    var forgotten = new RowChange("denials", "t", "d", row(1).put("code", "key_refused"), null);
    assertThat(new DerivingAudit().entry(forgotten)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secretHash", "sealed", "verificationToken", "output", "body"})
  void secrets_and_contents_are_never_copied(String attribute) {
    var draft =
        entry("credentials", row(1).put(attribute, "s3cret-1"), row(2).put(attribute, "s3cret-2"));
    assertThat(draft.toString()).doesNotContain("s3cret").doesNotContain(attribute);
    assertThat(draft.before()).isEqualTo(Json.object());
    assertThat(draft.after()).isEqualTo(Json.object());
  }

  @Test
  void what_every_version_changes_is_left_out() {
    var before = row(1).put("updatedAt", "2026-03-31T11:00:00Z").put("live", "a");
    assertThat(entry("jobs", before, row(2).put("live", "b")).after()).isEqualTo(Json.object());
  }

  @Test
  void whoever_has_no_address_leaves_it_empty() {
    var after = row(1);
    after.putObject("changedBy").put("type", "system").put("id", "upload");
    var draft = entry("documents", null, after);
    assertThat(draft.actor()).isEqualTo(new Actor(ActorType.SYSTEM, "upload"));
    assertThat(draft.sourceIp()).isEmpty();
    assertThat(draft.userAgent()).isEmpty();
  }

  @Test
  void the_same_change_gives_the_same_draft() {
    assertThat(entry("jobs", row(1), row(2))).isEqualTo(entry("jobs", row(1), row(2)));
  }

  private AuditDraft entry(String table, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    return deriving.entry(change(table, before, after)).orElseThrow();
  }

  private static RowChange change(
      String table, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    return new RowChange(table, ACME.value(), "key", before, after);
  }

  private static ObjectNode row(int version) {
    var row =
        Json.object()
            .put("tenantId", ACME.value())
            .put("sk", "key")
            .put("version", version)
            .put("createdAt", "2026-03-01T00:00:00Z")
            .put("updatedAt", NOON.toString())
            .put("requestId", "request")
            .put("schemaVersion", 1);
    row.putObject("changedBy")
        .put("type", "user")
        .put("id", "u1")
        .put("sourceIp", "192.0.2.7")
        .put("userAgent", "curl/8");
    return row;
  }
}
