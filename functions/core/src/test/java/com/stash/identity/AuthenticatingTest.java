package com.stash.identity;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.GLOBEX;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantState;
import com.stash.testing.TenantsInMemory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticatingTest {
  private static final HostName CENTRAL = new HostName("localhost");
  private static final HostName OWN = new HostName("acme.stash.test");
  private static final String KEY_ID = "01J00000000000000000000KEY";

  private final ApiKeyText text = ApiKeyText.create(ACME, KEY_ID, new Random(5));
  private final ApiKey key =
      new ApiKey(
          KEY_ID, "first", Role.MEMBER, text.secretHash(), ApiKeyState.ACTIVE, null, stamp());
  private final TenantsInMemory tenants =
      new TenantsInMemory()
          .with(ACME, TenantState.ACTIVE)
          .with(GLOBEX, TenantState.ACTIVE)
          .with("acme.stash.test", ACME)
          .with("globex.stash.test", GLOBEX);

  @Test
  void a_key_is_known_on_a_central_host_and_on_its_own() {
    var caller = new Caller(ACME, new Actor(ActorType.API_KEY, KEY_ID), Role.MEMBER.permissions());
    assertThat(by(tenants, text.reveal(), CENTRAL)).contains(caller);
    assertThat(by(tenants, text.reveal(), OWN)).contains(caller);
  }

  @Test
  void a_key_is_not_known_on_another_tenant_s_host_or_on_nobody_s() {
    assertThat(by(tenants, text.reveal(), new HostName("globex.stash.test"))).isEmpty();
    assertThat(by(tenants, text.reveal(), new HostName("other.test"))).isEmpty();
  }

  @Test
  void a_mistyped_key_is_not_known() {
    assertThat(by(tenants, text.reveal() + "0", CENTRAL)).isEmpty();
    assertThat(by(tenants, "", CENTRAL)).isEmpty();
  }

  @Test
  void a_key_with_another_secret_is_not_known() {
    var forged = ApiKeyText.create(ACME, KEY_ID, new Random(6)).reveal();
    assertThat(by(tenants, forged, CENTRAL)).isEmpty();
  }

  @Test
  void a_key_that_names_another_tenant_finds_nothing_there() {
    var foreign = ApiKeyText.create(GLOBEX, KEY_ID, new Random(5)).reveal();
    assertThat(by(tenants, foreign, CENTRAL)).isEmpty();
  }

  @Test
  void the_key_of_a_suspended_tenant_is_not_known() {
    var suspended = new TenantsInMemory().with(ACME, TenantState.SUSPENDED);
    assertThat(by(suspended, text.reveal(), CENTRAL)).isEmpty();
  }

  private Optional<Caller> by(TenantDirectory directory, String bearer, HostName host) {
    ApiKeys keys =
        (scope, id) ->
            scope.tenant().equals(ACME) && id.equals(KEY_ID) ? Optional.of(key) : Optional.empty();
    return new Authenticating(
            directory,
            keys,
            new Gate(directory),
            new CentralHosts(Set.of(CENTRAL), new HostName("stash.test")),
            Clock.fixed(NOON, ZoneOffset.UTC))
        .byKey(bearer, host, PERSON);
  }
}
