package com.stash.local.api;

import static com.stash.local.Eventually.eventually;
import static com.stash.local.api.OperatorCall.TENANT;
import static com.stash.local.api.OperatorCall.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.CampaignId;
import com.stash.documents.DocumentId;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.transactions.Change.Create;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an operator does to a tenant in the course of its life. */
class AdminLifecycleApiTest {
  private static final Clock CLOCK = World.ONE.backend.clock();

  private final Client acme = World.ONE.tenant();
  private final String id = acme.tenant().id().value();

  @Test
  void a_tenant_is_suspended_and_resumed_on_the_version_that_was_read() {
    var why = "{\"reason\": \"Unpaid since June\"}";
    var suspended = change("/suspend", 1, why).expect(200);
    assertThat(suspended.text("state")).isEqualTo("suspended");
    assertThat(suspended.text("stateReason")).isEqualTo("Unpaid since June");
    change("/suspend", 1, why).expect(412);
    post(TENANT + "/suspend").of(id).body(why).expect(428);
    assertThat(
            change("/maintenance", 2, maintenance("2099-01-01T00:00:00Z")).expect(409).text("code"))
        .isEqualTo("wrong_state");
    assertThat(change("/resume", 2, "{}").expect(200).text("state")).isEqualTo("active");
  }

  @Test
  void a_resumed_tenant_s_waiting_jobs_are_sent_again() {
    var document =
        new DocumentId(new CampaignId(Ids.secure(CLOCK).ulid()), Ids.secure(CLOCK).ulid());
    var stamp = acme.scope().created(CLOCK.instant());
    var waiting =
        Job.queued(
            new JobId(document, Ids.secure(CLOCK).ulid()),
            UUID.randomUUID(),
            1,
            Job.Trigger.UPLOAD,
            1,
            stamp);
    World.ONE.stores.transactions().commit(acme.scope(), new Create(waiting)).orThrow();
    change("/suspend", 1, "{\"reason\": \"Unpaid since June\"}").expect(200);
    change("/resume", 2, "{}").expect(200);
    assertThat(World.ONE.stores.jobs().find(acme.scope(), waiting.id()).orElseThrow().version())
        .isEqualTo(2);
  }

  @Test
  void maintenance_has_an_end_in_the_future() {
    var during = change("/maintenance", 1, maintenance("2099-01-01T00:00:00Z")).expect(200);
    assertThat(during.body().at("/maintenance/until").asText()).isEqualTo("2099-01-01T00:00:00Z");
    change("/maintenance", 2, maintenance("2001-01-01T00:00:00Z")).expect(400);
    change("/maintenance", 2, maintenance("2099-13-41T00:00:00Z")).expect(400);
    assertThat(change("/maintenance/end", 2, "{}").expect(200).body().has("maintenance")).isFalse();
  }

  @Test
  void an_offboarding_can_be_taken_back() {
    var body = "{\"reason\": \"Contract ended\", \"graceDays\": 7}";
    var left = change("/offboarding", 1, body).expect(200);
    assertThat(left.text("state")).isEqualTo("offboarding");
    assertThat(left.text("eraseAfter")).isNotEmpty();
    var back = change("/offboarding/cancel", 2, "{\"reason\": \"They stay\"}").expect(200);
    assertThat(back.text("state")).isEqualTo("suspended");
  }

  @Test
  void a_plan_is_written_whole_and_what_is_left_out_is_the_tier_s() {
    var agreed =
        change(
                "/plan",
                1,
                """
                {"tier": "enterprise", "limits": {"concurrentJobs": 64}, "creditPolicy": "soft",
                 "features": {"inbox": false}, "trialEndsAt": "2099-01-01T00:00:00Z"}
                """)
            .expect(200)
            .body();
    assertThat(agreed.at("/limits/concurrentJobs").asInt()).isEqualTo(64);
    assertThat(agreed.at("/limits/requestsPerSecond").asInt()).isEqualTo(200);
    assertThat(agreed.path("features")).hasToString("[\"custom_domains\"]");
    assertThat(agreed.path("creditPolicy").asText()).isEqualTo("soft");
    var plain = change("/plan", 2, "{\"tier\": \"starter\"}").expect(200).body();
    assertThat(plain.path("agreedLimits")).isEmpty();
    assertThat(plain.at("/limits/concurrentJobs").asInt()).isEqualTo(2);
    assertThat(plain.has("trialEndsAt")).isFalse();
    change("/plan", 3, "{\"tier\": \"starter\", \"limits\": {\"fileBytes\": 0}}").expect(400);
  }

  @Test
  void new_campaigns_keep_documents_as_long_as_the_tenant_is_set_to() throws Exception {
    assertThat(retentionDays("before", "{}")).isEqualTo(90);
    var set = change("/settings", 1, "{\"retentionDays\": 30}").expect(200);
    assertThat(set.body().at("/settings/retentionDays").asInt()).isEqualTo(30);
    // A tenant is remembered for five seconds.
    var tries = new AtomicInteger();
    eventually(
        () -> assertThat(retentionDays("after-" + tries.incrementAndGet(), "{}")).isEqualTo(30));
    assertThat(retentionDays("of-its-own", "{\"retentionDays\": 7}")).isEqualTo(7);
    change("/settings", 2, "{\"retentionDays\": 0}").expect(400);
  }

  private int retentionDays(String slug, String settings) {
    var wish = (ObjectNode) Client.campaignWish(slug);
    wish.set("settings", Json.parse(settings.getBytes(StandardCharsets.UTF_8)));
    return acme.post("/v1/campaigns")
        .body(wish)
        .expect(201)
        .body()
        .at("/settings/retentionDays")
        .asInt();
  }

  /** Changes the tenant on one of its versions, counted from the one it was provisioned with. */
  private OperatorCall change(String path, int version, String body) {
    var tag = "\"" + (acme.tenant().version() + version - 1) + "\"";
    return post(TENANT + path).of(id).header("if-match", tag).body(body);
  }

  private static String maintenance(String until) {
    return "{\"until\": \"%s\", \"reason\": \"Moving house\"}".formatted(until);
  }
}
