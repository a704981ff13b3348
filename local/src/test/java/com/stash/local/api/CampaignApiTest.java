package com.stash.local.api;

import static com.stash.local.api.Client.CAMPAIGN;
import static com.stash.local.api.Client.CAMPAIGNS;
import static com.stash.local.api.Client.campaignWish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignApiTest {
  private final Client acme = World.ONE.tenant();

  @Test
  void a_campaign_is_created_as_a_draft_and_can_be_read_where_it_says() {
    var created = acme.post(CAMPAIGNS).body(campaignWish("invoices")).expect(201);

    assertThat(created.etag()).isEqualTo("\"1\"");
    assertThat(created.header("location")).isEqualTo("/v1/campaigns/" + created.text("id"));
    var read = acme.get(CAMPAIGN, created.text("id")).expect(200);
    assertThat(read.etag()).isEqualTo("\"1\"");
    assertThat(read.text("state")).isEqualTo("draft");
    assertThat(read.body().path("settings").path("maxFileBytes").asInt()).isEqualTo(10 << 20);
    assertThat(read.body().at("/latestPipeline/pipeline/steps/0/id").asText()).isEqualTo("text");
    assertThat(read.body().has("activePipeline")).isFalse();
  }

  @Test
  void a_revision_is_kept_but_runs_only_once_it_is_published() {
    var id = acme.campaign("letters");
    var two = pipeline("text", "again");

    var revised = acme.post(CAMPAIGN + "/revisions", id).header("if-match", "\"2\"").body(two);
    assertThat(revised.expect(200).etag()).isEqualTo("\"3\"");
    var read = acme.get(CAMPAIGN, id).expect(200).body();
    assertThat(read.at("/latestPipeline/revision").asInt()).isEqualTo(2);
    assertThat(read.at("/activePipeline/revision").asInt()).isEqualTo(1);

    var published = acme.post(CAMPAIGN + "/publish", id).header("if-match", "\"3\"");
    assertThat(published.body(Json.object()).expect(200).text("activeRevision")).isEqualTo("2");
  }

  @Test
  void a_change_demands_the_version_that_was_read() {
    var id = acme.draft("versions");
    acme.post(CAMPAIGN + "/publish", id).expect(428);
    for (var malformed : new String[] {"1", "W/\"1\"", "*", "\"1\", \"2\"", "\"01\"", "\"\""}) {
      var refused = acme.post(CAMPAIGN + "/publish", id).header("if-match", malformed).expect(400);
      assertThat(refused.text("field")).isEqualTo("If-Match");
    }
    var stale = acme.post(CAMPAIGN + "/publish", id).header("if-match", "\"2\"").expect(412);
    assertThat(stale.text("code")).isEqualTo("stale_version");
    acme.post(CAMPAIGN + "/publish", id).header("if-match", "\"1\"").expect(200);
    acme.post(CAMPAIGN + "/revisions", id)
        .header("if-match", "\"1\"")
        .body(pipeline("text"))
        .expect(412);
  }

  @Test
  void the_same_key_and_body_make_one_campaign_and_another_body_is_refused() {
    var first =
        acme.post(CAMPAIGNS).header("idempotency-key", "k1").body(campaignWish("once")).expect(201);
    var again = acme.post(CAMPAIGNS).header("idempotency-key", "k1").body(campaignWish("once"));
    assertThat(again.expect(201).body()).isEqualTo(first.body());
    var other = acme.post(CAMPAIGNS).header("idempotency-key", "k1").body(campaignWish("twice"));
    assertThat(other.expect(422).text("code")).isEqualTo("idempotency_key_reused");
  }

  @Test
  void a_slug_is_taken_once_in_a_tenant_and_free_in_another() {
    acme.draft("taken");
    var refused = acme.post(CAMPAIGNS).body(campaignWish("taken")).expect(409);
    assertThat(refused.text("field")).isEqualTo("/slug");
    World.ONE.tenant().draft("taken");
  }

  @Test
  void a_pipeline_that_cannot_run_is_refused_with_the_place_of_the_fault() {
    var wish = (ObjectNode) campaignWish("faulty");
    wish.set(
        "pipeline",
        Json.object().set("steps", Json.array().add(step("text").put("processor", "magic@1"))));
    var refused = acme.post(CAMPAIGNS).body(wish).expect(400);
    assertThat(refused.text("field")).isEqualTo("/pipeline/steps/0/processor");
    assertThat(refused.text("detail")).contains("magic@1");
  }

  @Test
  void campaigns_are_listed_newest_first() {
    var ids = new ArrayList<String>();
    for (var slug : new String[] {"one", "two", "three"}) {
      ids.addFirst(acme.draft(slug));
    }
    var listed = acme.get(CAMPAIGNS).query("limit", "2").expect(200);
    assertThat(listed.items().valueStream().map(c -> c.path("id").asText()))
        .containsExactlyElementsOf(ids.subList(0, 2));
    var rest = acme.get(CAMPAIGNS).query("cursor", listed.text("next")).expect(200);
    assertThat(rest.items().valueStream().map(c -> c.path("id").asText()))
        .containsExactlyElementsOf(ids.subList(2, 3));
    assertThat(rest.body().has("next")).isFalse();
  }

  private static JsonNode pipeline(String... steps) {
    var array = Json.array();
    for (var id : steps) {
      array.add(step(id));
    }
    return Json.object().set("pipeline", Json.object().set("steps", array));
  }

  private static ObjectNode step(String id) {
    return Json.object().put("id", id).put("processor", "text-extraction@1");
  }

  @Test
  void a_campaign_is_paused_resumed_and_archived_and_takes_documents_only_while_active() {
    var id = acme.draft("seasons");
    step(id, "publish", 1).header("idempotency-key", "p").expect(200);
    assertThat(step(id, "pause", 2).expect(200).text("state")).isEqualTo("paused");
    acme.post(Client.DOCUMENTS, id).body(Client.announcement("a.pdf")).expect(409);
    step(id, "pause", 3).expect(409);
    assertThat(step(id, "resume", 3).expect(200).text("state")).isEqualTo("active");
    acme.post(Client.DOCUMENTS, id).body(Client.announcement("a.pdf")).expect(201);
    step(id, "archive", 4).expect(409);
    step(id, "pause", 4).expect(200);
    var archived = step(id, "archive", 5).header("idempotency-key", "k").expect(200);
    assertThat(archived.text("state")).isEqualTo("archived");
    assertThat(step(id, "archive", 5).header("idempotency-key", "k").expect(200).body())
        .isEqualTo(archived.body());
    step(id, "resume", 6).expect(409);
    step(id, "publish", 1).expect(409);
    var published = step(id, "publish", 1).header("idempotency-key", "p").expect(200);
    assertThat(published.text("state")).as("as it is now").isEqualTo("archived");
    step(id, "change", 6).body(World.object().put("name", "Late")).expect(409);
    var revision = World.object().set("pipeline", Client.campaignWish("x-y").path("pipeline"));
    step(id, "revisions", 6).body(revision).expect(409);
    var draft = acme.draft("young");
    for (var operation : List.of("pause", "resume", "archive")) {
      step(draft, operation, 1).expect(409);
    }
  }

  @Test
  void a_change_of_a_campaign_leaves_what_it_does_not_say() {
    var id = acme.campaign("changing");
    var change = World.object().put("name", "Renamed");
    change.putObject("settings").put("retentionDays", 7).put("duplicates", "link");
    change.set("checklist", World.array("Total"));
    var changed = step(id, "change", 2).body(change).expect(200);
    assertThat(changed.text("name")).isEqualTo("Renamed");
    assertThat(changed.text("state")).isEqualTo("active");
    assertThat(changed.body().path("settings"))
        .hasToString(
            "{\"allowedTypes\":[],\"maxFileBytes\":10485760,\"duplicates\":\"link\",\"retentionDays\":7}");
    var again = World.object();
    again.putObject("settings").put("maxFileBytes", 5);
    var second = step(id, "change", 3).body(again).expect(200);
    assertThat(second.text("name")).isEqualTo("Renamed");
    assertThat(second.body().at("/settings/retentionDays").asInt()).isEqualTo(7);
    assertThat(second.body().at("/checklist/0").asText()).isEqualTo("Total");
    step(id, "change", 3).body(again).expect(412);
    step(id, "change", 4).body(World.object()).expect(400);
    step(id, "change", 4).body(World.object().put("name", "  ")).expect(400);
    step(id, "change", 4).body(World.object().put("name", "A\nB")).expect(400);
    step(id, "change", 4).body(World.object().put("slug", "other")).expect(400);
  }

  private Call step(String campaign, String operation, int version) {
    return acme.post(Client.CAMPAIGN + "/" + operation, campaign)
        .header("if-match", "\"" + version + "\"");
  }
}
