package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.identity.ChangingUsers.Target;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.testing.PeopleInMemory;
import com.stash.testing.TenantsInMemory;
import com.stash.transactions.IdempotencyKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inviting and changing users, and the last owner. */
class ChangingUsersTest {
  private static final String ANN = "01J0000000000000000000ANNA";
  private static final String BOB = "01J00000000000000000000B0B";
  private static final Permission AUDIT = new Permission("audit:read");
  private static final Subject SUBJECT = new Subject("https://issuer.test", "s");

  private final PeopleInMemory people = new PeopleInMemory();
  private final TenantScope scope = new Gate(new TenantsInMemory()).forCaller(ACME, PERSON);
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final ChangingUsers changing = new ChangingUsers(people, people, people.claims(), clock);
  private final InvitingUsers inviting =
      new InvitingUsers(people, people, people.claims(), new Ids(clock, new Random(1)), clock);

  @Test
  void an_invited_user_has_seven_days() {
    var user = invite(caller(Role.ADMIN), Role.MEMBER, Set.of(AUDIT), null).orThrow();
    assertThat(user)
        .isEqualTo(
            new User(
                user.id(),
                "new@acme.test",
                "New",
                Role.MEMBER,
                Set.of(AUDIT),
                Set.of(),
                UserState.INVITED,
                null,
                NOON.plus(InvitingUsers.LASTS),
                scope.created(NOON)));
    assertThat(people.user(user.id())).isEqualTo(user);
    assertThat(people.byEmail(scope, new Email("new@acme.test"))).contains(user);
  }

  @Test
  void the_same_invitation_is_made_once_and_an_address_is_there_once() {
    var first = invite(caller(Role.ADMIN), Role.MEMBER, Set.of(), request("a"));
    assertThat(invite(caller(Role.ADMIN), Role.MEMBER, Set.of(), request("a"))).isEqualTo(first);
    assertThat(code(invite(caller(Role.ADMIN), Role.MEMBER, Set.of(), request("b"))))
        .isEqualTo("idempotency_key_reused");
    assertThat(code(invite(caller(Role.ADMIN), Role.MEMBER, Set.of(), null)))
        .isEqualTo("email_taken");
  }

  @Test
  void nobody_invites_beyond_themselves() {
    for (var role : Role.values()) {
      for (var wished : Role.values()) {
        var people = new PeopleInMemory();
        var outcome =
            new InvitingUsers(people, people, people.claims(), new Ids(clock, new Random(1)), clock)
                .invite(scope, caller(role), wish(wished, Set.of()), null);
        assertThat(outcome instanceof Outcome.Done)
            .as(role + " invites " + wished)
            .isEqualTo(wished.compareTo(role) <= 0);
      }
    }
    assertThat(code(invite(caller(Role.MEMBER), Role.VIEWER, Set.of(AUDIT), null)))
        .isEqualTo("beyond_own_rights");
    assertThat(code(invite(caller(Role.ADMIN), Role.OWNER, Set.of(), null)))
        .isEqualTo("owners_only");
  }

  @Test
  void rights_are_replaced_whole() {
    people.put(user(ANN, Role.MEMBER, UserState.ACTIVE));
    var withheld = Set.of(new Permission("documents:write"));
    var changed =
        changing.change(scope, by(Role.ADMIN, ANN, 1), Role.ADMIN, Set.of(AUDIT), withheld);
    assertThat(changed.orThrow().role()).isEqualTo(Role.ADMIN);
    assertThat(people.user(ANN).granted()).containsExactly(AUDIT);
    assertThat(people.user(ANN).withheld()).isEqualTo(withheld);
    assertThat(people.user(ANN).version()).isEqualTo(2);
    assertThat(code(change(Role.ADMIN, 1, Role.MEMBER))).isEqualTo("stale_version");
    assertThat(code(change(Role.MEMBER, 2, Role.VIEWER))).isEqualTo("beyond_own_rights");
    assertThat(code(change(Role.ADMIN, 2, Role.OWNER))).isEqualTo("owners_only");
  }

  @Test
  void who_holds_the_right_over_owners_still_hands_on_only_their_own() {
    people.put(user(ANN, Role.ADMIN, UserState.ACTIVE));
    var rights = new HashSet<>(Role.ADMIN.permissions());
    rights.add(new Permission("owners:write"));
    var caller = new Caller(ACME, new Actor(ActorType.USER, "u"), rights);
    var outcome =
        changing.change(scope, new Target(caller, ANN, 1, null), Role.OWNER, Set.of(), Set.of());
    assertThat(code(outcome)).isEqualTo("beyond_own_rights");
  }

  @Test
  void an_owner_with_little_left_is_still_for_owners_to_change() {
    var bare = user(ANN, Role.OWNER, UserState.ACTIVE);
    people.put(bare.withRights(Role.OWNER, Set.of(), Role.OWNER.permissions(), bare.stamp()));
    people.put(user(BOB, Role.OWNER, UserState.ACTIVE));
    assertThat(code(changing.disable(scope, by(Role.ADMIN, ANN, 1)))).isEqualTo("owners_only");
    assertThat(code(change(Role.ADMIN, 1, Role.VIEWER))).isEqualTo("owners_only");
    assertThat(changing.disable(scope, by(Role.OWNER, ANN, 1))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void the_last_active_owner_stays() {
    people.put(user(ANN, Role.OWNER, UserState.ACTIVE));
    people.put(user(BOB, Role.OWNER, UserState.DISABLED));
    assertThat(code(changing.disable(scope, by(Role.OWNER, ANN, 1)))).isEqualTo("last_owner");
    assertThat(code(change(Role.OWNER, 1, Role.ADMIN))).isEqualTo("last_owner");
    assertThat(change(Role.OWNER, 1, Role.OWNER)).isInstanceOf(Outcome.Done.class);
    people.put(user(BOB, Role.OWNER, UserState.ACTIVE));
    assertThat(changing.disable(scope, by(Role.OWNER, ANN, 2)).orThrow().state())
        .isEqualTo(UserState.DISABLED);
    assertThat(code(changing.disable(scope, by(Role.OWNER, BOB, 1)))).isEqualTo("last_owner");
  }

  @Test
  void two_owners_who_unmake_each_other_at_once_leave_one() {
    people.put(user(ANN, Role.OWNER, UserState.ACTIVE));
    people.put(user(BOB, Role.OWNER, UserState.ACTIVE));
    people.beforeCommit(() -> changing.disable(scope, by(Role.OWNER, BOB, 1)).orThrow());
    assertThat(code(changing.disable(scope, by(Role.OWNER, ANN, 1)))).isEqualTo("last_owner");
    assertThat(people.user(ANN).isActiveOwner()).isTrue();
    assertThat(people.user(BOB).isActiveOwner()).isFalse();
  }

  @Test
  void an_owner_who_is_changed_but_stays_is_found_again() {
    people.put(user(ANN, Role.OWNER, UserState.ACTIVE));
    var bob = user(BOB, Role.OWNER, UserState.ACTIVE);
    people.put(bob);
    people.beforeCommit(
        () ->
            people.put(bob.withRights(Role.OWNER, Set.of(), Set.of(AUDIT), later(bob.stamp(), 1))));
    assertThat(changing.disable(scope, by(Role.OWNER, ANN, 1))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void disabling_and_enabling_are_for_the_states_they_are_for() {
    people.put(user(ANN, Role.MEMBER, UserState.ACTIVE));
    people.bind(ANN, SUBJECT);
    assertThat(code(changing.enable(scope, by(Role.ADMIN, ANN, 2)))).isEqualTo("wrong_state");
    assertThat(code(changing.renew(scope, by(Role.ADMIN, ANN, 2)))).isEqualTo("wrong_state");
    var disabled = changing.disable(scope, by(Role.ADMIN, ANN, 2)).orThrow();
    assertThat(disabled.state()).isEqualTo(UserState.DISABLED);
    assertThat(disabled).isEqualTo(people.user(ANN));
    assertThat(disabled.version()).isEqualTo(3);
    assertThat(code(changing.disable(scope, by(Role.ADMIN, ANN, 3)))).isEqualTo("wrong_state");
    assertThat(code(changing.renew(scope, by(Role.ADMIN, ANN, 3)))).isEqualTo("wrong_state");
    assertThat(changing.enable(scope, by(Role.ADMIN, ANN, 3)).orThrow().state())
        .isEqualTo(UserState.ACTIVE);
    assertThat(code(changing.disable(scope, by(Role.ADMIN, BOB, 1)))).isEqualTo("not_found");
  }

  @Test
  void an_invitation_is_withdrawn_and_renewed_but_not_enabled() {
    people.put(user(ANN, Role.MEMBER, UserState.INVITED));
    assertThat(code(changing.enable(scope, by(Role.ADMIN, ANN, 1)))).isEqualTo("wrong_state");
    changing.disable(scope, by(Role.ADMIN, ANN, 1)).orThrow();
    assertThat(code(changing.enable(scope, by(Role.ADMIN, ANN, 2)))).isEqualTo("wrong_state");
    var target = new Target(caller(Role.ADMIN), ANN, 2, request("a"));
    var renewed = changing.renew(scope, target).orThrow();
    assertThat(renewed.state()).isEqualTo(UserState.INVITED);
    assertThat(renewed.invitedUntil()).isEqualTo(NOON.plus(InvitingUsers.LASTS));
    assertThat(changing.renew(scope, target)).isEqualTo(Outcome.done(renewed));
  }

  @Test
  void a_change_that_comes_between_is_noticed() {
    var ann = user(ANN, Role.MEMBER, UserState.ACTIVE);
    people.put(ann);
    people.beforeCommit(() -> people.put(ann.become(UserState.DISABLED, later(ann.stamp(), 1))));
    assertThat(code(change(Role.ADMIN, 1, Role.VIEWER))).isEqualTo("stale_version");
  }

  private Outcome<User> change(Role callers, long version, Role role) {
    return changing.change(scope, by(callers, ANN, version), role, Set.of(), Set.of());
  }

  private Outcome<User> invite(
      Caller caller, Role role, Set<Permission> granted, @Nullable IdempotencyKey request) {
    return inviting.invite(scope, caller, wish(role, granted), request);
  }

  private static InvitingUsers.Wish wish(Role role, Set<Permission> granted) {
    return new InvitingUsers.Wish(new Email("new@acme.test"), "New", role, granted, Set.of());
  }

  private static Target by(Role role, String id, long version) {
    return new Target(caller(role), id, version, null);
  }

  private static Caller caller(Role role) {
    return new Caller(ACME, new Actor(ActorType.USER, "u"), role.permissions());
  }

  private static User user(String id, Role role, UserState state) {
    var email = id.toLowerCase(Locale.ROOT) + "@acme.test";
    return new User(
        id,
        email,
        "N",
        role,
        Set.of(),
        Set.of(),
        state,
        null,
        state == UserState.INVITED ? NOON : null,
        stamp());
  }

  private static IdempotencyKey request(String body) {
    return new IdempotencyKey("operation", "key", Sha256.of(body));
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }
}
