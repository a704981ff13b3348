package com.stash.local.api;

import static com.stash.local.api.Client.CAMPAIGN;
import static com.stash.local.api.Client.CAMPAIGNS;
import static com.stash.local.api.Client.DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of API keys. */
class KeyApiTest {
  private static final String KEYS = "/v1/keys";
  private static final String KEY = KEYS + "/{keyId}";
  private static final String ME = "/v1/me";
  private static final String NEVER = "01KAT000000000000000000N0W";

  private final Client acme = World.ONE.tenant();

  @Test
  void a_new_key_works_and_its_text_is_shown_once() {
    var created = acme.post(KEYS).body(wish("member")).expect(201);
    assertThat(created.header("location")).isEqualTo(KEYS + "/" + created.text("id"));
    var key = with(created.text("text"));
    var me = key.get(ME).expect(200).body();
    assertThat(me.at("/actor/id").asText()).isEqualTo(created.text("id"));
    assertThat(me.path("permissions").valueStream().map(p -> p.asText()))
        .contains("documents:write")
        .doesNotContain("keys:write");
    var read = acme.get(KEY, created.text("id")).expect(200);
    assertThat(read.etag()).isEqualTo("\"1\"");
    assertThat(read.text("state")).isEqualTo("active");
    assertThat(read.body().has("text")).isFalse();
    assertThat(read.text("lastUsedAt")).isNotEmpty();
    var listed = acme.get(KEYS).expect(200).items();
    assertThat(listed.get(0)).isEqualTo(read.body());
    assertThat(listed.toString() + World.ONE.log())
        .doesNotContain(Client.secret(created.text("text")));
  }

  @Test
  void a_repeat_gives_the_same_key_without_its_text() {
    var first = acme.post(KEYS).body(wish("viewer")).header("idempotency-key", "k").expect(201);
    var again = acme.post(KEYS).body(wish("viewer")).header("idempotency-key", "k").expect(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.body().has("text")).isFalse();
    acme.post(KEYS).body(wish("member")).header("idempotency-key", "k").expect(422);
  }

  @Test
  void a_rotated_key_works_on_for_the_overlap_and_a_repeat_makes_no_third() {
    var old = acme.post(KEYS).body(wish("member")).expect(201);
    var turn = World.object().put("overlapSeconds", 60);
    acme.post(KEY + "/rotate", old.text("id")).body(turn).expect(428);
    acme.post(KEY + "/rotate", old.text("id")).body(turn).header("if-match", "\"2\"").expect(412);
    var next = rotate(old.text("id"), turn).expect(201);
    assertThat(next.text("name")).isEqualTo(old.text("name"));
    with(next.text("text")).get(ME).expect(200);
    with(old.text("text")).get(ME).expect(200);
    var read = acme.get(KEY, old.text("id")).expect(200);
    assertThat(read.text("state")).isEqualTo("rotating");
    assertThat(read.text("successor")).isEqualTo(next.text("id"));
    assertThat(Instant.parse(read.text("expiresAt")))
        .isBetween(Instant.now(), Instant.now().plusSeconds(60));
    var again = rotate(old.text("id"), turn).expect(200);
    assertThat(again.text("id")).isEqualTo(next.text("id"));
    acme.post(KEY + "/rotate", old.text("id")).header("if-match", "\"2\"").expect(409);
  }

  @Test
  void without_an_overlap_the_old_key_stops_at_once_and_is_shown_as_expired() {
    var old = acme.post(KEYS).body(wish("member")).expect(201);
    rotate(old.text("id"), World.object().put("overlapSeconds", 0)).expect(201);
    with(old.text("text")).get(ME).expect(401);
    assertThat(acme.get(KEY, old.text("id")).expect(200).text("state")).isEqualTo("expired");
    rotate(old.text("id"), World.object().put("overlapSeconds", 604_801)).expect(400);
  }

  @Test
  void a_revoked_key_stops_at_once() {
    var key = acme.post(KEYS).body(wish("member")).expect(201);
    var revoke = KEY + "/revoke";
    acme.post(revoke, key.text("id")).header("if-match", "\"2\"").expect(412);
    var revoked =
        acme.post(revoke, key.text("id"))
            .header("if-match", "\"1\"")
            .header("idempotency-key", "r")
            .expect(200);
    assertThat(revoked.text("state")).isEqualTo("revoked");
    with(key.text("text")).get(ME).expect(401);
    acme.post(revoke, key.text("id"))
        .header("if-match", "\"1\"")
        .header("idempotency-key", "r")
        .expect(200);
    acme.post(revoke, key.text("id")).header("if-match", "\"2\"").expect(409);
  }

  @Test
  void a_key_ends_when_it_was_said_to() {
    var soon = Instant.now().plus(Duration.ofHours(1)).toString();
    var key = acme.post(KEYS).body(wish("member").put("expiresAt", soon)).expect(201);
    assertThat(key.text("expiresAt")).isEqualTo(soon);
    for (var wrong : List.of("2020-01-01T00:00:00Z", "2026-02-31T00:00:00Z")) {
      var refused = acme.post(KEYS).body(wish("member").put("expiresAt", wrong)).expect(400);
      assertThat(refused.text("field")).isEqualTo("/expiresAt");
    }
  }

  @Test
  void nobody_makes_a_key_beyond_themselves() {
    var admin = with(acme.post(KEYS).body(wish("admin")).expect(201).text("text"));
    var refused = admin.post(KEYS).body(wish("owner")).expect(403);
    assertThat(refused.text("code")).isEqualTo("beyond_own_rights");
    var narrow = (ObjectNode) wish("admin").set("withheld", World.array("documents:write"));
    var held = with(admin.post(KEYS).body(narrow).expect(201).text("text"));
    held.post(KEYS).body(wish("member")).expect(403);
    held.post(KEYS).body(wish("viewer")).expect(201);
    var first = acme.get(KEYS).expect(200).items();
    var owner = first.get(first.size() - 1).path("id").asText();
    admin.post(KEY + "/rotate", owner).header("if-match", "\"1\"").expect(403);
  }

  @Test
  void a_key_s_own_bounds_bind_what_it_makes() {
    var soon = Instant.now().plus(Duration.ofHours(1));
    var wish = wish("admin").put("expiresAt", soon.toString());
    wish.set("sources", World.array("192.0.2.0/24"));
    var bound = with(acme.post(KEYS).body(wish).expect(201).text("text"));
    assertThat(bound.post(KEYS).body(wish("viewer")).expect(403).text("field"))
        .isEqualTo("/expiresAt");
    var later = wish("viewer").put("expiresAt", soon.plusMillis(1).toString());
    bound.post(KEYS).body(later).expect(403);
    var timely = wish("viewer").put("expiresAt", soon.toString());
    assertThat(bound.post(KEYS).body(timely).expect(403).text("field")).isEqualTo("/sources");
    timely.set("sources", World.array("192.0.2.0/25"));
    bound.post(KEYS).body(timely).expect(201);
  }

  @Test
  void a_key_works_only_from_its_addresses() {
    var wish = wish("member");
    wish.set("sources", World.array("198.51.100.0/24", "2001:db8::/32"));
    var key = with(acme.post(KEYS).body(wish).expect(201).text("text"));
    key.get(ME).expect(401);
    key.get(ME).from("198.51.100.7").expect(200);
    key.get(ME).from("2001:db8::7").expect(200);
    assertThat(World.ONE.log()).contains("source_refused");
    var wrong = wish("member");
    wrong.set("sources", World.array("198.51.100.7/24"));
    assertThat(acme.post(KEYS).body(wrong).expect(400).text("field")).isEqualTo("/sources");
  }

  @Test
  void a_key_bound_to_a_campaign_sees_only_what_is_below_it() {
    var own = acme.campaign("own");
    var other = acme.campaign("other");
    var wish = wish("owner").put("campaignId", own);
    var key = with(acme.post(KEYS).body(wish).expect(201).text("text"));
    key.get(CAMPAIGN, own).expect(200);
    key.get(DOCUMENTS, own).expect(200);
    key.document(own, "a.pdf");
    key.get(ME).expect(200);
    key.get(CAMPAIGN, other).expect(404);
    var refused = key.get(CAMPAIGNS).expect(403);
    assertThat(refused.text("code")).isEqualTo("bound_to_campaign");
    key.post(KEYS).body(wish("viewer")).expect(403);
    assertThat(acme.post(KEYS).body(wish("member").put("campaignId", NEVER)).expect(400))
        .satisfies(r -> assertThat(r.text("field")).isEqualTo("/campaignId"));
    for (var route : World.ONE.contract.routes()) {
      var reached =
          route.path().contains("{campaignId}") || route.operationId().equals("readCaller");
      if (!reached) {
        var call = Call.of(key, route, NEVER);
        assertThat(call.header("if-match", "\"1\"").expect(403).text("code"))
            .as(route.key())
            .isEqualTo("bound_to_campaign");
      }
    }
  }

  @Test
  void a_foreign_key_is_as_if_it_were_not_there() {
    var id = acme.post(KEYS).body(wish("viewer")).expect(201).text("id");
    var globex = World.ONE.tenant();
    globex.get(KEY, id).expect(404);
    globex.post(KEY + "/revoke", id).header("if-match", "\"1\"").expect(404);
    globex.post(KEY + "/rotate", id).header("if-match", "\"1\"").expect(404);
  }

  private Call rotate(String id, ObjectNode turn) {
    return acme.post(KEY + "/rotate", id)
        .body(turn)
        .header("if-match", "\"1\"")
        .header("idempotency-key", "t");
  }

  private Client with(String text) {
    return new Client(acme.world(), acme.tenant(), text, acme.host());
  }

  private static ObjectNode wish(String role) {
    return World.object().put("name", "A key").put("role", role);
  }
}
