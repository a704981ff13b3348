package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.identity.EndingKeys.Turn;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.testing.IdentityInMemory;
import com.stash.testing.TenantsInMemory;
import com.stash.transactions.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Making and ending keys, and what their makers cannot go beyond. */
class KeysTest {
  private static final Instant LATER = NOON.plus(Duration.ofDays(9));
  private static final String MAKER = "01J0000000000000000000MAKE";
  private static final AddressRange OFFICE = new AddressRange("192.0.2.0/24");

  private final IdentityInMemory store = new IdentityInMemory();
  private final TenantScope scope = new Gate(new TenantsInMemory()).forCaller(ACME, PERSON);
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final Ids ids = new Ids(clock, new Random(1));
  private final CreatingKeys creating =
      new CreatingKeys(store, store, store.claims(), ids, new Random(2), clock);
  private final EndingKeys ending =
      new EndingKeys(store, store, store.claims(), ids, new Random(3), clock);

  @Test
  void a_new_key_is_kept_with_the_hash_of_its_text() {
    var made = create(person(Role.ADMIN), KeyRights.of(Role.MEMBER), LATER, null);
    var text = ApiKeyText.parse(textOf(made)).orElseThrow();
    var kept = store.find(scope, key(made).id()).orElseThrow();
    assertThat(kept).isEqualTo(key(made));
    assertThat(kept.opens(text, NOON)).isTrue();
    assertThat(kept.expiresAt()).isEqualTo(LATER);
    assertThat(kept.rights()).isEqualTo(KeyRights.of(Role.MEMBER));
    assertThat(kept.stamp()).isEqualTo(scope.created(NOON));
  }

  @Test
  void the_same_request_makes_the_key_once_and_another_body_is_refused() {
    var maker = person(Role.ADMIN);
    var first = create(maker, KeyRights.of(Role.MEMBER), null, request("a"));
    var again = create(maker, KeyRights.of(Role.MEMBER), null, request("a"));
    assertThat(key(again)).isEqualTo(key(first));
    assertThat(((Outcome.Done<NewKey>) again).value().text()).isNull();
    assertThat(code(create(maker, KeyRights.of(Role.MEMBER), null, request("b"))))
        .isEqualTo("idempotency_key_reused");
    assertThat(store.list(scope, Page.Request.first(9)).items()).hasSize(1);
  }

  @Test
  void an_end_is_in_the_future() {
    assertThat(code(create(person(Role.ADMIN), KeyRights.of(Role.VIEWER), NOON, null)))
        .isEqualTo("invalid_request");
    var soon = NOON.plusMillis(1);
    assertThat(create(person(Role.ADMIN), KeyRights.of(Role.VIEWER), soon, null))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void no_key_may_what_its_maker_may_not() {
    for (var maker : Role.values()) {
      for (var wished : Role.values()) {
        var outcome = create(person(maker), KeyRights.of(wished), null, null);
        assertThat(outcome instanceof Outcome.Done)
            .as(maker + " makes " + wished)
            .isEqualTo(wished.compareTo(maker) <= 0);
      }
    }
    var bound =
        new KeyRights(Role.MEMBER, Set.of(new Permission("documents:write")), null, List.of());
    assertThat(create(person(Role.VIEWER), bound, null, null)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_key_s_own_end_and_addresses_bind_what_it_makes() {
    var none = create(machine(Role.ADMIN), KeyRights.of(Role.VIEWER), null, null);
    assertThat(code(none)).isEqualTo("beyond_own_rights");
    maker(LATER, List.of(OFFICE));
    var office = new KeyRights(Role.VIEWER, Set.of(), null, List.of(OFFICE));
    assertThat(field(create(machine(Role.ADMIN), office, null, null))).isEqualTo("/expiresAt");
    assertThat(field(create(machine(Role.ADMIN), office, LATER.plusMillis(1), null)))
        .isEqualTo("/expiresAt");
    assertThat(field(create(machine(Role.ADMIN), KeyRights.of(Role.VIEWER), LATER, null)))
        .isEqualTo("/sources");
    assertThat(create(machine(Role.ADMIN), office, LATER, null)).isInstanceOf(Outcome.Done.class);
    assertThat(create(person(Role.ADMIN), KeyRights.of(Role.VIEWER), null, null))
        .isInstanceOf(Outcome.Done.class);
    maker(null, List.of());
    assertThat(create(machine(Role.ADMIN), KeyRights.of(Role.VIEWER), null, null))
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void a_rotated_key_gives_way_to_one_like_it() {
    var old = maker(LATER, List.of(OFFICE));
    var turn = new Turn(Duration.ofHours(1), null);
    var next = ending.rotate(scope, person(Role.OWNER), MAKER, 1, turn, request("a"));
    assertThat(key(next).name()).isEqualTo(old.name());
    assertThat(key(next).rights()).isEqualTo(old.rights());
    assertThat(key(next).expiresAt()).isEqualTo(LATER);
    assertThat(key(next).state()).isEqualTo(ApiKeyState.ACTIVE);
    assertThat(ApiKeyText.parse(textOf(next))).isPresent();
    var kept = store.find(scope, MAKER).orElseThrow();
    assertThat(kept.state()).isEqualTo(ApiKeyState.ROTATING);
    assertThat(kept.expiresAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(kept.successor()).isEqualTo(key(next).id());
    assertThat(kept.version()).isEqualTo(2);
    var again = ending.rotate(scope, person(Role.OWNER), MAKER, 1, turn, request("a"));
    assertThat(key(again).id()).isEqualTo(key(next).id());
    assertThat(((Outcome.Done<NewKey>) again).value().text()).isNull();
    assertThat(code(ending.rotate(scope, person(Role.OWNER), MAKER, 1, turn, request("b"))))
        .isEqualTo("idempotency_key_reused");
    assertThat(code(ending.rotate(scope, person(Role.OWNER), MAKER, 1, turn, null)))
        .isEqualTo("stale_version");
    assertThat(code(ending.rotate(scope, person(Role.OWNER), MAKER, 2, turn, null)))
        .isEqualTo("wrong_state");
  }

  @Test
  void a_rotation_hands_out_no_more_than_its_maker_has() {
    maker(null, List.of());
    var turn = new Turn(Duration.ZERO, null);
    assertThat(code(ending.rotate(scope, person(Role.ADMIN), MAKER, 1, turn, null)))
        .isEqualTo("beyond_own_rights");
    var past = new Turn(Duration.ZERO, NOON);
    assertThat(code(ending.rotate(scope, person(Role.OWNER), MAKER, 1, past, null)))
        .isEqualTo("invalid_request");
    var bound = new Turn(Duration.ZERO, LATER);
    assertThat(key(ending.rotate(scope, person(Role.OWNER), MAKER, 1, bound, null)).expiresAt())
        .isEqualTo(LATER);
  }

  @Test
  void a_revoked_key_stays_revoked() {
    maker(null, List.of());
    assertThat(code(ending.revoke(scope, MAKER, 2, null))).isEqualTo("stale_version");
    var revoked = ending.revoke(scope, MAKER, 1, request("a"));
    assertThat(((Outcome.Done<ApiKey>) revoked).value().state()).isEqualTo(ApiKeyState.REVOKED);
    assertThat(store.find(scope, MAKER).orElseThrow().state()).isEqualTo(ApiKeyState.REVOKED);
    assertThat(ending.revoke(scope, MAKER, 1, request("a"))).isEqualTo(revoked);
    assertThat(code(ending.revoke(scope, MAKER, 2, null))).isEqualTo("wrong_state");
    assertThat(code(ending.revoke(scope, "01J00000000000000000000N0W", 1, null)))
        .isEqualTo("not_found");
  }

  @Test
  void what_has_expired_is_neither_rotated_nor_revoked() {
    maker(NOON, List.of());
    assertThat(code(ending.revoke(scope, MAKER, 1, null))).isEqualTo("wrong_state");
    var turn = new Turn(Duration.ZERO, LATER);
    assertThat(code(ending.rotate(scope, person(Role.OWNER), MAKER, 1, turn, null)))
        .isEqualTo("wrong_state");
  }

  @Test
  void a_change_that_comes_between_is_noticed() {
    var key = maker(null, List.of());
    store.beforeCommit(
        () -> store.put(ACME, key.become(ApiKeyState.REVOKED, scope.changed(key.stamp(), NOON))));
    assertThat(code(ending.revoke(scope, MAKER, 1, null))).isEqualTo("stale_version");
  }

  private ApiKey maker(@Nullable Instant end, List<AddressRange> sources) {
    var text = ApiKeyText.create(ACME, MAKER, new Random(4));
    var key =
        ApiKey.of(text, "maker", new KeyRights(Role.OWNER, Set.of(), null, sources), end, stamp());
    store.put(ACME, key);
    return key;
  }

  private Outcome<NewKey> create(
      Caller maker, KeyRights rights, @Nullable Instant end, @Nullable IdempotencyKey request) {
    return creating.create(scope, maker, new CreatingKeys.Wish("a key", rights, end), request);
  }

  private static Caller person(Role role) {
    return new Caller(ACME, new Actor(ActorType.USER, "u"), role.permissions());
  }

  private static Caller machine(Role role) {
    return new Caller(ACME, new Actor(ActorType.API_KEY, MAKER), role.permissions());
  }

  private static IdempotencyKey request(String body) {
    return new IdempotencyKey("operation", "key", Sha256.of(body));
  }

  private static ApiKey key(Outcome<NewKey> outcome) {
    return outcome.orThrow().key();
  }

  private static String textOf(Outcome<NewKey> outcome) {
    return Objects.requireNonNull(outcome.orThrow().text()).reveal();
  }

  private static String code(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().code();
  }

  private static @Nullable String field(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal().field();
  }
}
