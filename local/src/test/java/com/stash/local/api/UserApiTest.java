package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.identity.Email;
import com.stash.kernel.Origin;
import com.stash.local.fixtures.AtOnce;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.TenantState;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users from their invitation on, and what they cannot do to themselves and each other. */
class UserApiTest {
  private static final String USERS = "/v1/users";
  private static final String USER = USERS + "/{userId}";
  private static final String ME = "/v1/me";
  private static final String OWNER = "a@b.test";

  private final Client acme = World.ONE.tenant();

  @Test
  void an_invitation_is_accepted_by_signing_in() {
    var invited = acme.post(USERS).body(wish("Ann@Acme.test", "member")).expect(201);
    assertThat(invited.header("location")).isEqualTo(USERS + "/" + invited.text("id"));
    assertThat(invited.text("email")).isEqualTo("ann@acme.test");
    assertThat(invited.text("state")).isEqualTo("invited");
    assertThat(Duration.between(Instant.now(), Instant.parse(invited.text("invitedUntil"))))
        .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
    var me = as("ann@acme.test").get(ME).expect(200).body();
    assertThat(me.at("/actor/type").asText()).isEqualTo("user");
    assertThat(me.at("/actor/id").asText()).isEqualTo(invited.text("id"));
    var read = acme.get(USER, invited.text("id")).expect(200);
    assertThat(read.text("state")).isEqualTo("active");
    assertThat(read.body().path("signedIn").asBoolean()).isTrue();
    assertThat(read.etag()).isEqualTo("\"2\"");
    assertThat(acme.get(USERS).expect(200).items().get(0)).isEqualTo(read.body());
  }

  @Test
  void who_is_not_invited_gets_the_same_answer_as_everybody_unknown() {
    var nobody = as("nobody@acme.test").get(ME).expect(401);
    var broken = as(OWNER);
    var cut = new Client(acme.world(), acme.tenant(), broken.key() + "x", acme.host());
    assertThat(cut.get(ME).expect(401).text("code")).isEqualTo(nobody.text("code"));
    var globex = World.ONE.tenant();
    var there = new Client(acme.world(), acme.tenant(), as(OWNER).key(), globex.host());
    there.get(ME).expect(401);
    assertThat(World.ONE.log()).contains("unknown_user", "foreign_host").doesNotContain("eyJ");
  }

  @Test
  void the_first_owner_signs_in_with_the_tenant_s_address() {
    var me = as(OWNER).get(ME).expect(200).body();
    assertThat(me.path("permissions").toString()).contains("owners:write");
  }

  @Test
  void an_address_is_there_once() {
    var first = acme.post(USERS).body(wish("b@acme.test", "viewer"));
    var id = first.header("idempotency-key", "i").expect(201).text("id");
    var again = acme.post(USERS).body(wish("b@acme.test", "viewer"));
    assertThat(again.header("idempotency-key", "i").expect(201).text("id")).isEqualTo(id);
    acme.post(USERS).body(wish("B@ACME.test", "viewer")).expect(409);
    acme.post(USERS).body(wish(OWNER, "viewer")).expect(409);
    acme.post(USERS).body(wish("no address", "viewer")).expect(400);
    acme.post(USERS).body(wish("a@b..c@d", "viewer")).expect(400);
    World.ONE.tenant().post(USERS).body(wish("b@acme.test", "viewer")).expect(201);
  }

  @Test
  void an_invitation_can_be_withdrawn_and_renewed() {
    var id = invite("c@acme.test", "member");
    step(id, "enable", 1).expect(409);
    assertThat(step(id, "disable", 1).expect(200).text("state")).isEqualTo("disabled");
    as("c@acme.test").get(ME).expect(401);
    step(id, "enable", 2).expect(409);
    var renewed = step(id, "renew", 2).header("idempotency-key", "n").expect(200);
    assertThat(renewed.text("state")).isEqualTo("invited");
    assertThat(step(id, "renew", 2).header("idempotency-key", "n").expect(200).etag())
        .isEqualTo("\"3\"");
    as("c@acme.test").get(ME).expect(200);
    step(id, "renew", 4).expect(409);
  }

  @Test
  void a_disabled_user_is_shut_out_and_let_in_again() {
    var id = invite("d@acme.test", "member");
    as("d@acme.test").get(ME).expect(200);
    step(id, "disable", 2).expect(200);
    step(id, "disable", 3).expect(409);
    step(id, "enable", 2).expect(412);
    assertThat(step(id, "enable", 3).expect(200).text("state")).isEqualTo("active");
  }

  @Test
  void rights_are_role_and_granted_without_withheld() {
    var id = invite("e@acme.test", "viewer");
    var body = World.object().put("role", "member");
    body.set("granted", World.array("audit:read", "credentials:read"));
    body.set("withheld", World.array("documents:write", "credentials:read"));
    var changed = change(id, 1, body).expect(200);
    assertThat(changed.body().path("granted")).hasSize(2);
    var permissions = as("e@acme.test").get(ME).expect(200).body().path("permissions").toString();
    assertThat(permissions)
        .contains("audit:read", "documents:read")
        .doesNotContain("documents:write", "credentials");
    body.set("granted", World.array("no:such"));
    assertThat(change(id, 3, body).expect(400).text("field")).isEqualTo("/granted");
  }

  @Test
  void nobody_raises_themselves_or_hands_on_what_they_do_not_hold() {
    var admin = as("admin@acme.test", "admin");
    var own = admin.get(ME).expect(200).body().at("/actor/id").asText();
    var code = change(admin, own, 2, World.object().put("role", "owner")).expect(403).text("code");
    assertThat(code).isEqualTo("owners_only");
    var granted = World.object().put("role", "admin");
    granted.set("granted", World.array("tenant:write"));
    assertThat(change(admin, own, 2, granted).expect(403).text("code"))
        .isEqualTo("beyond_own_rights");
    admin.post(USERS).body(wish("f@acme.test", "owner")).expect(403);
    var raised = wish("f@acme.test", "viewer");
    raised.set("granted", World.array("owners:write"));
    admin.post(USERS).body(raised).expect(403);
    admin.post("/v1/keys").body(World.object().put("name", "k").put("role", "owner")).expect(403);
    admin.post(USERS).body(wish("f@acme.test", "admin")).expect(201);
  }

  @Test
  void what_is_withheld_from_an_admin_it_cannot_give_to_itself_or_others() {
    var wish = wish("g@acme.test", "admin");
    wish.set("withheld", World.array("credentials:write"));
    acme.post(USERS).body(wish).expect(201);
    var bound = as("g@acme.test");
    var own = bound.get(ME).expect(200).body().at("/actor/id").asText();
    change(bound, own, 2, World.object().put("role", "admin")).expect(403);
    bound.post(USERS).body(wish("h@acme.test", "admin")).expect(403);
    bound.post("/v1/keys").body(World.object().put("name", "k").put("role", "admin")).expect(403);
    bound.post(USERS).body(wish("h@acme.test", "member")).expect(201);
  }

  @Test
  void only_owners_touch_owners() {
    var admin = as("admin@acme.test", "admin");
    var owner = as(OWNER).get(ME).expect(200).body().at("/actor/id").asText();
    for (var step : List.of("disable", "enable", "renew")) {
      var refused = admin.post(USER + "/" + step, owner).header("if-match", "\"2\"");
      assertThat(refused.status()).as(step).isIn(403, 409);
    }
    change(admin, owner, 2, World.object().put("role", "viewer")).expect(403);
  }

  @Test
  void the_last_active_owner_stays() {
    var owner = as(OWNER).get(ME).expect(200).body().at("/actor/id").asText();
    invite("i@acme.test", "owner"); // invited is not active
    assertThat(step(owner, "disable", 2).expect(409).text("code")).isEqualTo("last_owner");
    assertThat(change(owner, 2, World.object().put("role", "admin")).expect(409).text("code"))
        .isEqualTo("last_owner");
    as("i@acme.test").get(ME).expect(200);
    step(owner, "disable", 2).expect(200);
  }

  @Test
  void of_sixteen_owners_who_unmake_each_other_at_once_one_stays() throws Exception {
    var owners = new ArrayList<Client>();
    var ids = new ArrayList<String>();
    owners.add(as(OWNER));
    for (int i = 1; i < 16; i++) {
      owners.add(as("owner-" + i + "@acme.test", "owner"));
    }
    for (var owner : owners) {
      ids.add(owner.get(ME).expect(200).body().at("/actor/id").asText());
    }
    var calls = new ArrayList<Call>();
    for (int i = 0; i < 16; i++) {
      var call = owners.get(i).post(USER + "/disable", ids.get((i + 1) % 16));
      calls.add(call.header("if-match", "\"2\"").inStanding("active")); // all are let in before
    }
    var replies = AtOnce.on(16, i -> calls.get(i).status());
    assertThat(replies).contains(200).isSubsetOf(200, 409, 412);
    var active =
        acme.get(USERS)
            .query("limit", "100")
            .expect(200)
            .items()
            .valueStream()
            .filter(u -> u.path("role").asText().equals("owner"))
            .filter(u -> u.path("state").asText().equals("active"))
            .count();
    assertThat(active).isEqualTo(16 - replies.stream().filter(s -> s == 200).count()).isPositive();
  }

  @Test
  void the_owner_of_a_suspended_tenant_reads_and_changes_nothing() {
    var owner = as(OWNER);
    owner.get(ME).expect(200);
    var member = as("m@acme.test", "member");
    member.get(ME).expect(200);
    var scope = acme.scope();
    var tenant = World.ONE.stores.tenants().find(acme.tenant().id()).orElseThrow();
    var stamp = scope.changed(tenant.stamp(), World.ONE.backend.clock().instant());
    var suspended = tenant.become(TenantState.SUSPENDED, "unpaid", stamp);
    World.ONE.stores.transactions().commit(scope, new Replace(suspended)).orThrow();
    World.ONE.forget();
    owner.get(USERS).expect(200);
    var refused = owner.post(USERS).body(wish("n@acme.test", "member")).expect(403);
    assertThat(refused.text("code")).isEqualTo("tenant_suspended");
    member.get(ME).expect(401);
    acme.get(ME).expect(401);
  }

  @Test
  void during_maintenance_reads_work_and_changes_wait() {
    acme.get(USERS).inStanding("maintenance").expect(200);
    var reply = acme.post(USERS).body(wish("o@acme.test", "member")).inStanding("maintenance");
    var waiting = reply.expect(503);
    assertThat(waiting.text("code")).isEqualTo("maintenance");
    assertThat(waiting.header("retry-after")).isEqualTo("5");
  }

  @Test
  void a_change_during_maintenance_is_told_when_to_come_again() {
    var globex = World.ONE.tenant();
    var stores = World.ONE.stores;
    var platform = stores.gate().platform(Origin.system("test", "test"));
    var until = Instant.now().plusSeconds(90);
    stores
        .lifecycle()
        .maintaining()
        .begin(platform, globex.tenant().id(), null, new Maintenance(until, "upgrade"))
        .orThrow();
    var waiting = globex.post(USERS).body(wish("o@globex.test", "member")).expect(503);
    assertThat(Long.parseLong(waiting.header("retry-after"))).isBetween(60L, 90L);
    globex.get(USERS).expect(200);
  }

  @Test
  void a_foreign_user_is_as_if_it_were_not_there() {
    var id = invite("p@acme.test", "viewer");
    var globex = World.ONE.tenant();
    globex.get(USER, id).expect(404);
    for (var step : List.of("disable", "enable", "renew")) {
      globex.post(USER + "/" + step, id).header("if-match", "\"1\"").expect(404);
    }
  }

  /** Signs in after an invitation. */
  private Client as(String email, String role) {
    invite(email, role);
    var client = as(email);
    client.get(ME).expect(200);
    return client;
  }

  private Client as(String email) {
    var token =
        World.ONE.issuer.token(acme.tenant().id(), Email.parse(email), Duration.ofMinutes(5));
    return new Client(acme.world(), acme.tenant(), token, acme.host());
  }

  private String invite(String email, String role) {
    return acme.post(USERS).body(wish(email, role)).expect(201).text("id");
  }

  private Call step(String id, String step, int version) {
    return acme.post(USER + "/" + step, id).header("if-match", "\"" + version + "\"");
  }

  private Call change(String id, int version, ObjectNode body) {
    return change(acme, id, version, body);
  }

  private static Call change(Client client, String id, int version, ObjectNode body) {
    return client.post(USER + "/change", id).header("if-match", "\"" + version + "\"").body(body);
  }

  private static ObjectNode wish(String email, String role) {
    return World.object().put("email", email).put("name", "A person").put("role", role);
  }
}
