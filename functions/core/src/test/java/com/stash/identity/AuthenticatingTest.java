package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.GLOBEX;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.identity.Recognition.Known;
import com.stash.identity.Recognition.Unknown;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantState;
import com.stash.testing.IdentityInMemory;
import com.stash.testing.PeopleInMemory;
import com.stash.testing.TenantsInMemory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticatingTest {
  private static final HostName CENTRAL = new HostName("localhost");
  private static final HostName OWN = new HostName("acme.stash.test");
  private static final String ANN = "01J0000000000000000000ANNA";
  private static final Subject ANNS = new Subject("https://issuer.test", "anns-sub");
  private static final String KEY_ID = "01J00000000000000000000KEY";

  private final ApiKeyText text = ApiKeyText.create(ACME, KEY_ID, new Random(5));
  private final IdentityInMemory identity = new IdentityInMemory();
  private final PeopleInMemory people = new PeopleInMemory();
  private Tokens.Check check = new Tokens.Bad("bad_signature", Optional.empty());
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final TenantsInMemory tenants =
      new TenantsInMemory()
          .with(ACME, TenantState.ACTIVE)
          .with(GLOBEX, TenantState.ACTIVE)
          .with("acme.stash.test", ACME)
          .with("globex.stash.test", GLOBEX);

  AuthenticatingTest() {
    identity.put(ACME, ApiKey.of(text, "first", KeyRights.of(Role.MEMBER), null, stamp()));
  }

  @Test
  void a_key_is_known_on_a_central_host_and_on_its_own() {
    var caller = new Caller(ACME, new Actor(ActorType.API_KEY, KEY_ID), Role.MEMBER.permissions());
    assertThat(by(text.reveal(), CENTRAL)).isEqualTo(new Known(caller));
    assertThat(by(text.reveal(), OWN)).isEqualTo(new Known(caller));
  }

  @Test
  void a_key_is_not_known_on_another_tenant_s_host_or_on_nobody_s() {
    assertThat(by(text.reveal(), new HostName("globex.stash.test")))
        .isEqualTo(unknown("foreign_host", ACME));
    assertThat(by(text.reveal(), new HostName("other.test")))
        .isEqualTo(unknown("foreign_host", ACME));
  }

  @Test
  void a_mistyped_key_is_not_known_and_names_nobody() {
    assertThat(by(text.reveal() + "0", CENTRAL))
        .isEqualTo(new Unknown("malformed_key", Optional.empty()));
    assertThat(by("stash_", CENTRAL)).isEqualTo(new Unknown("malformed_key", Optional.empty()));
  }

  @Test
  void a_key_with_another_secret_is_not_known() {
    var forged = ApiKeyText.create(ACME, KEY_ID, new Random(6)).reveal();
    assertThat(by(forged, CENTRAL)).isEqualTo(unknown("key_refused", ACME));
  }

  @Test
  void a_key_that_names_another_tenant_finds_nothing_there() {
    var foreign = ApiKeyText.create(GLOBEX, KEY_ID, new Random(5)).reveal();
    assertThat(by(foreign, CENTRAL)).isEqualTo(unknown("key_refused", GLOBEX));
  }

  @Test
  void a_key_of_no_tenant_names_nobody() {
    var nobody = new TenantId("01J000000000000000000N0B0D");
    var lost = ApiKeyText.create(nobody, KEY_ID, new Random(5)).reveal();
    assertThat(by(lost, CENTRAL)).isEqualTo(new Unknown("unknown_tenant", Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(value = TenantState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void the_key_of_a_tenant_that_is_not_active_is_not_known(TenantState state) {
    tenants.with(ACME, state);
    assertThat(by(text.reveal(), CENTRAL)).isEqualTo(unknown("tenant_" + state.wire(), ACME));
  }

  @Test
  void a_key_works_only_from_its_addresses() {
    var bound = new AddressRange("198.51.100.0/24");
    var rights = new KeyRights(Role.MEMBER, Set.of(), null, List.of(bound));
    identity.put(ACME, ApiKey.of(text, "bound", rights, null, stamp()));
    assertThat(by(text.reveal(), CENTRAL)).isEqualTo(unknown("source_refused", ACME));
    var there = new Origin(PERSON.actor(), "r", "198.51.100.9", null);
    assertThat(authenticating().recognize(text.reveal(), CENTRAL, there)).isInstanceOf(Known.class);
  }

  @Test
  void a_key_s_campaign_and_what_is_withheld_bind_its_caller() {
    var campaign = "01J0000000000000000000CAMP";
    var write = new Permission("documents:write");
    var rights = new KeyRights(Role.MEMBER, Set.of(write), campaign, List.of());
    identity.put(ACME, ApiKey.of(text, "bound", rights, null, stamp()));
    assertThat(by(text.reveal(), CENTRAL))
        .isInstanceOfSatisfying(
            Known.class,
            known -> {
              assertThat(known.caller().campaign()).isEqualTo(campaign);
              assertThat(known.caller().permissions()).isEqualTo(Role.VIEWER.permissions());
              assertThat(known.caller().standing()).isEqualTo(Caller.Standing.ACTIVE);
            });
  }

  @Test
  void a_use_is_kept_once_an_hour_and_a_refused_one_never() {
    var authenticating = authenticating();
    authenticating.recognize(text.reveal() + "0", CENTRAL, PERSON);
    assertThat(identity.uses()).isEmpty();
    authenticating.recognize(text.reveal(), CENTRAL, PERSON);
    authenticating.recognize(text.reveal(), CENTRAL, PERSON);
    assertThat(identity.uses()).containsExactly(KEY_ID + " " + NOON);
  }

  @Test
  void a_use_that_cannot_be_kept_is_logged_and_fails_nothing() {
    identity.failing(new IllegalStateException("no table"));
    assertThat(by(text.reveal(), CENTRAL)).isInstanceOf(Known.class);
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("key_use_not_kept", "no table");
  }

  @Test
  void a_bad_token_names_only_a_tenant_that_exists() {
    assertThat(by("token", CENTRAL)).isEqualTo(new Unknown("bad_signature", Optional.empty()));
    check = new Tokens.Bad("expired", Optional.of(ACME));
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("expired", ACME));
    check = new Tokens.Bad("expired", Optional.of(new TenantId("01J000000000000000000N0B0D")));
    assertThat(by("token", CENTRAL)).isEqualTo(new Unknown("expired", Optional.empty()));
  }

  @Test
  void a_good_token_of_an_invited_person_makes_them_the_user_for_ever() {
    people.put(invited(NOON.plusSeconds(1)));
    check = good(Optional.of(new Email("ann@acme.test")));
    assertThat(by("token", OWN)).isInstanceOfSatisfying(Known.class, this::isAnn);
    var ann = people.user(ANN);
    assertThat(ann.state()).isEqualTo(UserState.ACTIVE);
    assertThat(ann.stamp().changedBy().actor()).isEqualTo(new Actor(ActorType.USER, ANN));
    assertThat(ann.stamp().changedBy().sourceIp()).isEqualTo(PERSON.sourceIp());
    check = good(Optional.empty());
    assertThat(by("token", OWN)).isInstanceOfSatisfying(Known.class, this::isAnn);
  }

  @Test
  void who_is_not_invited_or_too_late_or_not_vouched_for_is_unknown() {
    var email = Optional.of(new Email("ann@acme.test"));
    check = good(email);
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("unknown_user", ACME));
    people.put(invited(NOON));
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("unknown_user", ACME));
    people.put(invited(NOON.plusSeconds(1)));
    check = good(Optional.empty());
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("unknown_user", ACME));
    check = good(email);
    assertThat(by("token", new HostName("globex.stash.test")))
        .isEqualTo(unknown("foreign_host", ACME));
    assertThat(people.user(ANN).state()).isEqualTo(UserState.INVITED);
  }

  @Test
  void another_person_with_the_same_address_is_not_the_user() {
    people.put(invited(NOON.plusSeconds(1)));
    check = good(Optional.of(new Email("ann@acme.test")));
    by("token", CENTRAL);
    var other = new Subject("https://issuer.test", "other");
    check = new Tokens.Good(ACME, other, Optional.of(new Email("ann@acme.test")));
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("unknown_user", ACME));
  }

  @Test
  void a_disabled_user_is_unknown() {
    people.put(invited(NOON.plusSeconds(1)));
    check = good(Optional.of(new Email("ann@acme.test")));
    by("token", CENTRAL);
    var ann = people.user(ANN);
    people.put(ann.become(UserState.DISABLED, ann.stamp()));
    assertThat(by("token", CENTRAL)).isEqualTo(unknown("unknown_user", ACME));
  }

  @Test
  void a_binding_that_comes_second_finds_what_the_first_one_bound() {
    people.put(invited(NOON.plusSeconds(1)));
    people.beforeCommit(() -> people.bind(ANN, ANNS));
    check = good(Optional.of(new Email("ann@acme.test")));
    assertThat(by("token", CENTRAL)).isInstanceOfSatisfying(Known.class, this::isAnn);
  }

  @ParameterizedTest
  @EnumSource(TenantState.class)
  void an_owner_of_a_tenant_that_is_stopped_may_still_read_and_nobody_else(TenantState state) {
    tenants.with(ACME, state);
    var owner = User.firstOwner(ANN, "ann@acme.test", "Ann", stamp());
    people.put(owner);
    check = good(Optional.of(new Email("ann@acme.test")));
    var standing =
        switch (state) {
          case ACTIVE -> Optional.of(Caller.Standing.ACTIVE);
          case SUSPENDED, OFFBOARDING -> Optional.of(Caller.Standing.SUSPENDED);
          case PROVISIONING, FAILED, ERASED -> Optional.<Caller.Standing>empty();
        };
    var refused = unknown("tenant_" + state.wire(), ACME);
    var known = by("token", CENTRAL);
    if (standing.isPresent()) {
      assertThat(known)
          .isInstanceOfSatisfying(
              Known.class, k -> assertThat(k.caller().standing()).isEqualTo(standing.get()));
    } else {
      assertThat(known).isEqualTo(refused);
    }
    if (state != TenantState.ACTIVE) {
      people.put(owner.withRights(Role.ADMIN, Set.of(), Set.of(), owner.stamp()));
      assertThat(by("token", CENTRAL)).isEqualTo(refused);
    }
  }

  @Test
  void during_maintenance_keys_and_people_are_known_as_waiting() {
    var acme = tenants.find(ACME).orElseThrow();
    tenants.with(acme.with(new Maintenance(NOON.plusSeconds(1), "moving"), acme.stamp()));
    people.put(User.firstOwner(ANN, "ann@acme.test", "Ann", stamp()));
    check = good(Optional.of(new Email("ann@acme.test")));
    for (var bearer : List.of(text.reveal(), "token")) {
      assertThat(by(bearer, CENTRAL))
          .isInstanceOfSatisfying(
              Known.class,
              known ->
                  assertThat(known.caller().standing()).isEqualTo(Caller.Standing.MAINTENANCE));
    }
    tenants.with(acme.with(new Maintenance(NOON, "moved"), acme.stamp()));
    assertThat(((Known) by(text.reveal(), CENTRAL)).caller().standing())
        .isEqualTo(Caller.Standing.ACTIVE);
  }

  @Test
  void a_token_of_no_tenant_names_nobody() {
    var nobody = new TenantId("01J000000000000000000N0B0D");
    check = new Tokens.Good(nobody, ANNS, Optional.empty());
    assertThat(by("token", CENTRAL)).isEqualTo(new Unknown("unknown_tenant", Optional.empty()));
  }

  private void isAnn(Known known) {
    assertThat(known.caller())
        .isEqualTo(new Caller(ACME, new Actor(ActorType.USER, ANN), Role.MEMBER.permissions()));
  }

  private static Tokens.Good good(Optional<Email> email) {
    return new Tokens.Good(ACME, ANNS, email);
  }

  private static User invited(Instant until) {
    return new User(
        ANN,
        "ann@acme.test",
        "Ann",
        Role.MEMBER,
        Set.of(),
        Set.of(),
        UserState.INVITED,
        null,
        until,
        stamp());
  }

  private Recognition by(String bearer, HostName host) {
    return authenticating().recognize(bearer, host, PERSON);
  }

  private Authenticating authenticating() {
    var clock = Clock.fixed(NOON, ZoneOffset.UTC);
    var log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock);
    return new Authenticating(
        tenants,
        identity,
        new SamplingKeyUses(identity, clock, log),
        _ -> check,
        new SigningIn(people, people, new Gate(tenants), clock),
        new Gate(tenants),
        new CentralHosts(Set.of(CENTRAL), new HostName("stash.test")),
        clock);
  }

  private static Unknown unknown(String code, TenantId tenant) {
    return new Unknown(code, Optional.of(tenant));
  }
}
