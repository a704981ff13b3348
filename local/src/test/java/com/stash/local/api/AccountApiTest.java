package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.audit.AuditDraft;
import com.stash.audit.AuditEntry;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountApiTest {
  private final Client acme = World.ONE.tenant();

  @Test
  void a_months_usage_has_lines_totals_and_the_balance() {
    var campaign = acme.draft("usage");
    use(UsageType.UPLOAD, "one", campaign);
    use(UsageType.UPLOAD, "two", campaign);
    use(UsageType.UPLOAD, "three", acme.draft("usage-too"));

    var usage = acme.get("/v1/usage").expect(200);
    assertThat(usage.body().path("balanceMicroCredits").asLong()).isEqualTo(9_999_997_000L);
    assertThat(usage.body().path("costMicroCredits").asLong()).isEqualTo(3_000);
    assertThat(usage.body().path("lines"))
        .anySatisfy(
            line -> {
              assertThat(line.path("campaignId").asText()).isEqualTo(campaign);
              assertThat(line.path("events").asLong()).isEqualTo(2);
            });
    assertThat(usage.body().at("/totals/0/events").asLong()).isEqualTo(3);

    var before = acme.get("/v1/usage").query("month", "2020-01").expect(200);
    assertThat(before.body().path("lines")).isEmpty();
    assertThat(acme.get("/v1/usage").query("month", "2020-13").expect(400).text("field"))
        .isEqualTo("month");
  }

  @Test
  void usage_events_come_in_pages() {
    use(UsageType.UPLOAD, "one", acme.draft("events"));
    var first = acme.get("/v1/usage/events").query("limit", "1").expect(200);
    var rest = acme.get("/v1/usage/events").query("cursor", first.text("next")).expect(200);
    assertThat(first.items()).hasSize(1);
    assertThat(rest.items()).hasSize(1);
    assertThat(first.items().get(0)).isNotEqualTo(rest.items().get(0));
  }

  @Test
  void the_audit_log_is_listed_newest_first_and_verified() {
    for (int i = 1; i <= 3; i++) {
      append(i);
    }
    var first = acme.get("/v1/audit").query("limit", "2").expect(200);
    assertThat(first.items().valueStream().map(entry -> entry.path("sequence").asInt()))
        .containsExactly(3, 2);
    assertThat(AuditEntry.parse(first.items().get(0)).isWhole()).isTrue();
    var rest = acme.get("/v1/audit").query("cursor", first.text("next")).expect(200);
    assertThat(rest.items().valueStream().map(entry -> entry.path("sequence").asInt()))
        .containsExactly(1);

    var verified = acme.get("/v1/audit/verification").expect(200);
    assertThat(verified.body().path("whole").asBoolean()).isTrue();
    assertThat(verified.body().path("entries").asInt()).isEqualTo(3);
    assertThat(verified.text("head")).isEqualTo(first.items().get(0).path("hash").asText());
  }

  @Test
  void every_processor_is_listed_with_its_schemas_and_price() {
    var listed = acme.get("/v1/processors").expect(200);
    assertThat(listed.items().valueStream().map(p -> p.path("processor").asText()))
        .contains("text-extraction@1", "export@1");
    assertThat(listed.items().get(0).at("/pricing/costMicroCredits").asLong()).isPositive();
  }

  @Test
  void callers_learn_who_they_are_without_any_permission() {
    var me = acme.get("/v1/me").withOnly("").expect(200);
    assertThat(me.body().at("/tenant/slug").asText()).isEqualTo(acme.tenant().slug().value());
    assertThat(me.body().at("/actor/type").asText()).isEqualTo("api_key");
    assertThat(me.body().path("permissions")).isEmpty();
    assertThat(acme.get("/v1/me").expect(200).body().path("permissions")).isNotEmpty();
  }

  private void use(UsageType type, String cause, String campaign) {
    var scope = acme.scope();
    var now = Instant.now();
    World.ONE
        .stores
        .usage()
        .record(
            scope,
            List.of(
                UsageEvent.of(
                    type,
                    cause,
                    1,
                    "document",
                    new MicroCredits(1_000),
                    "2026-11",
                    campaign,
                    now,
                    scope.created(now))));
  }

  private void append(int version) {
    var scope = acme.scope();
    World.ONE
        .stores
        .audit()
        .append(
            scope,
            List.of(
                new AuditDraft(
                    "campaign.updated",
                    "campaign",
                    "01KAT0000000000000000CAMP1",
                    version,
                    scope.origin().actor(),
                    "done",
                    Json.object(),
                    Json.object().put("name", "n" + version),
                    "r",
                    "",
                    "",
                    Instant.now())));
  }
}
