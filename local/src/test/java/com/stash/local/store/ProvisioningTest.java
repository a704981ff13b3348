package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.local.fixtures.Givens;
import com.stash.local.fixtures.Killing;
import com.stash.local.fixtures.Killing.Killed;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.provisioning.ProvisioningTenants.Provisioned;
import com.stash.provisioning.ProvisioningTenants.Wish;
import com.stash.store.LifecycleStores;
import com.stash.store.Tables;
import com.stash.tenancy.HostName;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Making a tenant stops or fails anywhere, and is whole in the end or not active. */
class ProvisioningTest {
  /** Names and tenant; identity; credits; sealing; key and active. */
  private static final int WRITES = 5;

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final Slug slug = new Slug("made-" + TENANTS.incrementAndGet());

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1,true", "1,false", "2,true", "2,false", "3,true", "3,false", "4,true", "4,false", "5,false"
  })
  void what_is_killed_before_or_after_any_write_is_resumed_to_a_whole_tenant(
      int write, boolean after) {
    assertThat(write).isBetween(1, WRITES);
    var killing = new Killing(given.stores().transactions(), write, after);
    assertThatThrownBy(() -> provision(lifecycle().with(killing))).isInstanceOf(Killed.class);
    var id = given.stores().tenants().owner(slug);
    if (write == 1 && !after) {
      assertThat(id).isEmpty();
      assertThat(provision(lifecycle())).isInstanceOf(Outcome.Done.class);
      return;
    }
    assertIsNotActive(id.orElseThrow());
    assertIsWhole(resume(id.orElseThrow()).orThrow());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void a_write_that_fails_leaves_a_failed_tenant_that_is_resumed(int write) {
    var failing = new Failing(write);
    var outcome = provision(lifecycle().with(failing));
    assertThat(said(outcome)).isEqualTo("provisioning_failed");
    var id = given.stores().tenants().owner(slug).orElseThrow();
    var failed = given.stores().tenants().find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(TenantState.FAILED);
    assertThat(failed.standing().reason()).contains("The step").contains("out of order");
    assertIsWhole(resume(id).orThrow());
  }

  @Test
  void a_tenant_whose_secrets_cannot_be_sealed_is_not_active_until_they_can() {
    ProvisioningTenants broken =
        lifecycle()
            .provisioning(
                _ -> {
                  throw new IllegalStateException("the key is disabled");
                });
    var outcome = broken.provision(wish(), given.operator(), given.backend().random());
    assertThat(said(outcome)).isEqualTo("provisioning_failed");
    var id = given.stores().tenants().owner(slug).orElseThrow();
    assertIsNotActive(id);
    assertThat(given.stores().tenants().find(id).map(Tenant::state)).contains(TenantState.FAILED);
    assertThat(said(broken.resume(platform(), id, given.backend().random())))
        .isEqualTo("provisioning_failed");
    var whole = resume(id).orThrow();
    assertIsWhole(whole);
    assertThat(said(resume(id))).isEqualTo("wrong_state");
  }

  @ParameterizedTest
  @ValueSource(strings = {"www", "api", "admin", "stash", "mail"})
  void a_slug_that_would_pass_for_the_platform_is_refused(String reserved) {
    var outcome =
        lifecycle()
            .provisioning()
            .provision(
                new Wish(new Slug(reserved), "n", "a@b.test", Tier.STARTER),
                given.operator(),
                given.backend().random());
    assertThat(said(outcome)).isEqualTo("slug_reserved");
    assertThat(given.stores().tenants().owner(new Slug(reserved))).isEmpty();
  }

  private void assertIsNotActive(TenantId id) {
    var gate = given.stores().gate();
    assertThat(gate.forMessage(id, given.operator())).isEmpty();
    assertThat(gate.forObject(id, given.operator())).isEmpty();
    assertThat(Rows.of(given, Tables.API_KEYS, id)).isEmpty();
  }

  private void assertIsWhole(Provisioned made) {
    var id = made.tenant().id();
    var scope = given.stores().gate().forOperator(platform(), id);
    assertThat(given.stores().gate().forMessage(id, given.operator())).isPresent();
    assertThat(given.stores().tenants().owner(new HostName(slug + ".stash.test"))).contains(id);
    assertThat(Rows.of(given, Tables.DOMAINS, id)).hasSize(1);
    assertThat(Rows.of(given, Tables.USERS, id)).hasSize(1);
    assertThat(Rows.of(given, Tables.API_KEYS, id)).hasSize(1);
    assertThat(Rows.of(given, Tables.CREDIT_GRANTS, id)).hasSize(1);
    assertThat(Rows.of(given, Tables.USAGE_EVENTS, id)).hasSize(1);
    assertThat(given.stores().usage().spending(scope).balance())
        .isEqualTo(Tier.STARTER.firstGrant());
    var key = given.stores().keys().find(scope, made.key().keyId()).orElseThrow();
    assertThat(key.opens(made.key(), given.clock().instant())).isTrue();
    assertThat(given.stores().tenants().list(Page.Request.first(100)).items()).contains(id);
  }

  private Outcome<Provisioned> provision(LifecycleStores lifecycle) {
    return lifecycle.provisioning().provision(wish(), given.operator(), given.backend().random());
  }

  private Outcome<Provisioned> resume(TenantId id) {
    return lifecycle().provisioning().resume(platform(), id, given.backend().random());
  }

  private Wish wish() {
    return new Wish(slug, "Made", "owner@made.test", Tier.STARTER);
  }

  private static LifecycleStores lifecycle() {
    return given.stores().lifecycle();
  }

  private static PlatformScope platform() {
    return given.stores().gate().platform(given.operator());
  }

  private static String said(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var refusal) ? refusal.code() : "done";
  }

  /** Fails one of the writes. */
  private static final class Failing implements Transactions {
    private final Transactions real = given.stores().transactions();
    private final int at;
    private int writes;

    Failing(int at) {
      this.at = at;
    }

    @Override
    public Verdict commit(TenantScope scope, List<Change> changes) {
      if (++writes == at) {
        throw new IllegalStateException("out of order");
      }
      return real.commit(scope, changes);
    }
  }
}
