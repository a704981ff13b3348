package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Asker;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope.Level;
import com.stash.kernel.Ids;
import com.stash.local.canaries.Canaries;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialApiTest {
  private static final String CREDENTIALS = "/v1/credentials";
  private static final String CREDENTIAL = CREDENTIALS + "/{credentialId}";
  private static final String SEARCH = "/v1/credential-search";
  private static final String VALUE = Canaries.plant(Level.TENANT);

  private final Client acme = World.ONE.tenant();
  private final Client globex = World.ONE.tenant();

  @Test
  void a_value_goes_in_and_what_is_known_of_it_comes_out() {
    var created = acme.post(CREDENTIALS).body(wish("openai.api_key")).expect(201);
    assertThat(created.etag()).isEqualTo("\"1\"");
    var id = created.text("id");
    assertThat(created.header("location")).isEqualTo(CREDENTIALS + "/" + id);
    var read = acme.get(CREDENTIAL, id).expect(200);
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(read.body().at("/versions/0/lastFour").asText()).isEqualTo(VALUE.substring(36));
    assertThat(read.body().at("/versions/0/createdBy/type").asText()).isEqualTo("api_key");
    assertThat(read.body().toString()).doesNotContain(VALUE.substring(0, 36));
    assertThat(acme.get(CREDENTIALS).expect(200).items()).containsExactly(created.body());
    assertThat(World.ONE.log()).doesNotContain(VALUE.substring(0, 36));
  }

  @Test
  void a_foreign_credential_is_as_if_it_were_not_there() {
    var id = acme.post(CREDENTIALS).body(wish("k")).expect(201).text("id");
    globex.get(CREDENTIAL, id).expect(404);
    for (var change : Set.of("disable", "enable", "expire", "delete", "promote", "rollback")) {
      globex.post(CREDENTIAL + "/" + change, id).header("if-match", "\"1\"").expect(404);
    }
    assertThat(globex.get(CREDENTIALS).expect(200).items()).isEmpty();
    globex.get(CREDENTIAL + "/uses", id).expect(404);
  }

  @Test
  void a_credential_is_for_what_is_there_and_ones_own() {
    var theirs = globex.draft("theirs");
    for (var campaign : Set.of(theirs, "01J0000000000000000000NEVE", "x")) {
      var foreign = wish("k").put("level", "campaign").put("scopeId", campaign);
      assertThat(acme.post(CREDENTIALS).body(foreign).expect(400).text("field"))
          .isEqualTo("/scopeId");
    }
    var nobody = wish("k").put("level", "processor").put("scopeId", "nobody");
    acme.post(CREDENTIALS).body(nobody).expect(400);
    acme.post(CREDENTIALS).body(wish("k").put("level", "system")).expect(400);
    acme.post(CREDENTIALS).body(wish("k").put("scopeId", "x")).expect(400);
    var mine = wish("k").put("level", "campaign").put("scopeId", acme.draft("mine"));
    acme.post(CREDENTIALS).body(mine).expect(201);
    acme.post(CREDENTIALS)
        .body(wish("k").put("level", "processor").put("scopeId", "ocr"))
        .expect(201);
  }

  @Test
  void the_list_is_narrowed_to_one_level_and_place() {
    var campaign = acme.draft("listed");
    acme.post(CREDENTIALS).body(wish("k.tenant")).expect(201);
    for (var key : List.of("k.one", "k.two")) {
      var wish = wish(key).put("level", "campaign").put("scopeId", campaign);
      acme.post(CREDENTIALS).body(wish).expect(201);
    }
    assertThat(keys(acme.get(CREDENTIALS))).hasSize(3);
    assertThat(keys(acme.get(CREDENTIALS).query("level", "tenant"))).containsExactly("k.tenant");
    var there = acme.get(CREDENTIALS).query("level", "campaign").query("scopeId", campaign);
    assertThat(keys(there)).containsExactlyInAnyOrder("k.one", "k.two");
    var first = there.query("limit", "1").expect(200).text("next");
    assertThat(keys(there.query("cursor", first))).hasSize(1);
    acme.get(CREDENTIALS).query("level", "tenant").query("cursor", first).expect(400);
    var theirs = globex.draft("theirs");
    assertThat(keys(acme.get(CREDENTIALS).query("level", "campaign").query("scopeId", theirs)))
        .isEmpty();
    acme.get(CREDENTIALS).query("level", "campaign").expect(400);
    acme.get(CREDENTIALS).query("scopeId", campaign).expect(400);
    acme.get(CREDENTIALS).query("level", "system").expect(400);
  }

  private static List<String> keys(Call list) {
    return list.expect(200).items().findValuesAsText("key");
  }

  @Test
  void a_value_that_would_not_be_kept_as_it_was_sent_is_refused() {
    acme.post(CREDENTIALS)
        .body(wish("k").toString().replace(VALUE, "half \\ud83d of a key"))
        .header("content-type", "application/json")
        .expect(400);
    acme.post(CREDENTIALS)
        .body(wish("k").toString().replace(VALUE, "whole \\ud83d\\udd11"))
        .header("content-type", "application/json")
        .expect(201);
  }

  @Test
  void a_rotation_is_conditional_repeatable_and_can_be_taken_back() {
    var id = acme.post(CREDENTIALS).body(wish("k")).expect(201).text("id");
    var next = World.object().put("value", "sk-live-the-next-value");
    acme.post(CREDENTIAL + "/rotate", id).body(next).expect(428);
    acme.post(CREDENTIAL + "/rotate", id).body(next).header("if-match", "\"2\"").expect(412);
    var rotated = rotate(id, next).expect(200);
    assertThat(rotated.etag()).isEqualTo("\"2\"");
    assertThat(rotated.body().at("/versions/1/stage").asText()).isEqualTo("previous");
    assertThat(rotate(id, next).expect(200).body()).isEqualTo(rotated.body());
    rotate(id, World.object().put("value", "another")).expect(422);
    var back = acme.post(CREDENTIAL + "/rollback", id).header("if-match", "\"2\"").expect(200);
    assertThat(back.body().at("/versions/1/stage").asText()).isEqualTo("current");
    acme.post(CREDENTIAL + "/promote", id).header("if-match", "\"3\"").expect(409);
    var staged = World.object().put("value", "staged-value").put("staged", true);
    acme.post(CREDENTIAL + "/rotate", id).body(staged).header("if-match", "\"3\"").expect(200);
    var promoted =
        acme.post(CREDENTIAL + "/promote", id)
            .body(World.object().put("graceSeconds", 0))
            .header("if-match", "\"4\"")
            .expect(200);
    assertThat(promoted.body().path("versions").findValuesAsText("stage"))
        .containsExactly("current", "retired", "retired");
  }

  @Test
  void its_life_is_a_line_of_conditional_changes() {
    var id = acme.post(CREDENTIALS).body(wish("k")).expect(201).text("id");
    assertThat(change(id, "disable", 1)).isEqualTo("disabled");
    assertThat(change(id, "enable", 2)).isEqualTo("active");
    acme.post(CREDENTIAL + "/enable", id).header("if-match", "\"3\"").expect(409);
    assertThat(change(id, "expire", 3)).isEqualTo("expired");
    assertThat(change(id, "delete", 4)).isEqualTo("empty");
    acme.post(CREDENTIAL + "/delete", id).header("if-match", "\"5\"").expect(409);
    var again = acme.post(CREDENTIALS).body(wish("k")).expect(201);
    assertThat(again.text("id")).isEqualTo(id);
    assertThat(again.body().at("/versions/0/number").asInt()).isEqualTo(2);
  }

  @Test
  void an_explanation_names_the_winner_and_hides_what_the_platform_keeps() {
    var campaign = acme.draft("explained");
    var created = acme.post(CREDENTIALS).body(wish("openai.api_key")).expect(201);
    acme.post(CREDENTIALS)
        .body(
            World.object()
                .put("level", "campaign")
                .put("scopeId", campaign)
                .put("key", "other")
                .put("provider", "openai")
                .put("final", true))
        .expect(201);
    acme.get(SEARCH).expect(400);
    var found =
        acme.get(SEARCH)
            .query("key", "openai.api_key")
            .query("campaignId", campaign)
            .query("processor", "ocr")
            .expect(200)
            .body();
    assertThat(found.path("declared").asBoolean()).isFalse();
    assertThat(found.path("levels").findValuesAsText("verdict"))
        .containsExactly("skipped", "skipped", "taken", "not_reached");
    assertThat(found.at("/levels/2/fingerprint").asText())
        .isEqualTo(created.body().at("/versions/0/fingerprint").asText());
    var marked = acme.get(SEARCH).query("key", "other").query("campaignId", campaign).expect(200);
    assertThat(marked.body().path("levels").findValuesAsText("reason"))
        .containsExactly("marker", "decided", "decided");
  }

  @Test
  void a_use_is_told_to_those_who_may_know() {
    var id = acme.post(CREDENTIALS).body(wish("k")).expect(201).text("id");
    var jobId = Ids.secure(World.ONE.backend.clock()).ulid();
    var job =
        World.ONE.stores.credentials().resolving().of(new Asker("ocr", Set.of("k"), "none", jobId));
    job.resolve(acme.scope(), "k").orThrow().close();
    job.finish(acme.scope());
    var uses = acme.get(CREDENTIAL + "/uses", id).query("limit", "1").expect(200);
    assertThat(uses.items().path(0).path("jobId").asText()).isEqualTo(jobId);
    var next = uses.text("next");
    if (!next.isEmpty()) {
      acme.get(CREDENTIAL + "/uses", id).query("cursor", next).expect(200);
    }
    assertThat(acme.get(CREDENTIAL, id).expect(200).text("lastUsedAt")).isNotEmpty();
    assertThat(new CredentialId(id).value()).isEqualTo(id);
  }

  @Test
  void a_value_has_its_bounds_and_is_never_echoed() {
    acme.post(CREDENTIALS).body(wish("k").put("value", "")).expect(400);
    acme.post(CREDENTIALS).body(wish("k").put("value", "x".repeat(65_537))).expect(400);
    acme.post(CREDENTIALS).body(wish("k").put("value", "ß".repeat(65_536))).expect(413);
    acme.post(CREDENTIALS).body(wish("k").put("value", "x".repeat(65_536))).expect(201);
    for (var bad :
        Set.of(
            wish("k k"),
            wish("k").put("surplus", VALUE),
            wish("k").put("expiresAt", VALUE),
            wish("k").put("expiresAt", "2026-02-30T00:00:00Z"),
            wish("k").put("expiresAt", "2000-01-01T00:00:00Z"))) {
      assertThat(acme.post(CREDENTIALS).body(bad).expect(400).body().toString())
          .doesNotContain(VALUE.substring(0, 36));
    }
  }

  private String change(String id, String change, long version) {
    return acme.post(CREDENTIAL + "/" + change, id)
        .header("if-match", "\"" + version + "\"")
        .expect(200)
        .text("state");
  }

  private Call rotate(String id, ObjectNode body) {
    return acme.post(CREDENTIAL + "/rotate", id)
        .body(body)
        .header("if-match", "\"1\"")
        .header("idempotency-key", "once");
  }

  private static ObjectNode wish(String key) {
    return World.object()
        .put("level", "tenant")
        .put("key", key)
        .put("provider", "openai")
        .put("value", VALUE);
  }
}
