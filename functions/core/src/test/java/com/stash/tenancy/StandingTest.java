package com.stash.tenancy;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.MACHINE;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.testing.TenantsInMemory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a tenant is in its life, what it bought, and what follows from both. */
class StandingTest {
  private static final Maintenance UPGRADE = new Maintenance(NOON.plusSeconds(60), "upgrade");

  private static Tenant tenant(Plan plan, Standing standing) {
    return new Tenant(
        ACME,
        new Slug("acme"),
        "Acme",
        "owner@acme.test",
        plan,
        TenantSettings.DEFAULT,
        standing,
        stamp());
  }

  @Test
  void the_way_of_a_tenant_has_these_steps_and_no_other() {
    var ways =
        Set.of(
            "PROVISIONING ACTIVE",
            "PROVISIONING FAILED",
            "FAILED PROVISIONING",
            "FAILED ERASED",
            "ACTIVE SUSPENDED",
            "ACTIVE OFFBOARDING",
            "SUSPENDED ACTIVE",
            "SUSPENDED OFFBOARDING",
            "OFFBOARDING SUSPENDED",
            "OFFBOARDING ERASED");
    for (var from : TenantState.values()) {
      for (var to : TenantState.values()) {
        assertThat(from.mayBecome(to))
            .as(from + " " + to)
            .isEqualTo(ways.contains(from + " " + to));
      }
    }
  }

  @Test
  void a_tenant_that_stops_keeps_since_when_and_one_that_goes_on_forgets_it() {
    var now = NOON;
    var suspended = Standing.of(TenantState.ACTIVE).become(TenantState.SUSPENDED, "unpaid", now);
    var leaving = suspended.become(TenantState.OFFBOARDING, "left", now.plusSeconds(9));
    assertThat(suspended.suspendedAt()).isEqualTo(now);
    assertThat(leaving.suspendedAt()).isEqualTo(now);
    assertThat(leaving.reason()).isEqualTo("left");
    assertThat(suspended.become(TenantState.ACTIVE, null, now).suspendedAt()).isNull();
  }

  @Test
  void maintenance_ends_when_a_tenant_stops() {
    var held = new Standing(TenantState.ACTIVE, null, null, UPGRADE, null, null);
    assertThat(held.become(TenantState.SUSPENDED, "unpaid", NOON).maintenance()).isNull();
    var failed = new Standing(TenantState.PROVISIONING, null, null, UPGRADE, null, null);
    assertThat(failed.become(TenantState.ACTIVE, null, NOON).maintenance()).isEqualTo(UPGRADE);
  }

  @Test
  void a_tenant_is_gone_when_it_is_erased_or_being_erased() {
    assertThat(Standing.of(TenantState.ERASED).isGone()).isTrue();
    assertThat(Standing.of(TenantState.OFFBOARDING).isGone()).isFalse();
    assertThat(new Standing(TenantState.OFFBOARDING, null, null, null, NOON, NOON).isGone())
        .isTrue();
  }

  @Test
  void a_record_of_a_tenant_that_is_gone_opens_nothing() {
    var gate = new Gate(new TenantsInMemory().with(ACME, TenantState.ERASED));
    assertThat(gate.isGone(ACME)).isTrue();
    assertThat(gate.forRecord(ACME.value(), MACHINE)).isEmpty();
    assertThat(gate.forRecord(TenantId.PLATFORM.value(), MACHINE).orElseThrow().tenant())
        .isEqualTo(TenantId.PLATFORM);
    var platform = new Gate(new TenantsInMemory().with(TenantId.PLATFORM, TenantState.ERASED));
    assertThat(platform.forRecord(TenantId.PLATFORM.value(), MACHINE)).isPresent();
  }

  @Test
  void a_tenant_that_is_there_rests_unless_it_is_active() {
    assertThat(new Gate(new TenantsInMemory().with(ACME, TenantState.SUSPENDED)).rests(ACME))
        .isTrue();
    assertThat(new Gate(new TenantsInMemory().with(ACME, TenantState.ACTIVE)).rests(ACME))
        .isFalse();
    assertThat(new Gate(new TenantsInMemory()).rests(ACME)).isFalse();
    assertThat(new Gate(new TenantsInMemory()).isGone(ACME)).isFalse();
  }

  @Test
  void an_operator_s_scope_says_whose_work_it_is() {
    var gate = new Gate(new TenantsInMemory());
    var person = new Origin(new Actor(ActorType.OPERATOR, "ann"), "request", null, null);
    assertThat(gate.platform(person).origin()).isEqualTo(person);
    assertThat(gate.forOperator(gate.platform(person), ACME).origin()).isEqualTo(person);
  }

  @Test
  void a_tenant_answers_with_what_it_bought() {
    var plan = Plan.of(Tier.PROFESSIONAL).with(CreditPolicy.SOFT);
    var acme = tenant(plan, Standing.of(TenantState.ACTIVE));
    assertThat(acme.tier()).isEqualTo(Tier.PROFESSIONAL);
    assertThat(acme.limits()).isEqualTo(Tier.PROFESSIONAL.limits());
    assertThat(acme.creditPolicy()).isEqualTo(CreditPolicy.SOFT);
    assertThat(acme.isActive()).isTrue();
    assertThat(acme.maintenance()).isNull();
    assertThat(tenant(plan, Standing.of(TenantState.SUSPENDED)).isActive()).isFalse();
    var other = acme.with(Plan.of(Tier.STARTER), later(stamp(), 1));
    assertThat(other.tier()).isEqualTo(Tier.STARTER);
    assertThat(acme.with(new TenantSettings(30), later(stamp(), 1)).settings())
        .isEqualTo(new TenantSettings(30));
  }

  @Test
  void a_tenant_in_maintenance_says_until_when() {
    var acme = tenant(Plan.of(Tier.STARTER), Standing.of(TenantState.ACTIVE));
    var held = acme.with(UPGRADE, later(stamp(), 1));
    assertThat(held.maintenance()).isEqualTo(UPGRADE);
    assertThat(Objects.requireNonNull(held.maintenance()).left(NOON))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void a_tier_that_changes_leaves_what_was_agreed() {
    var agreed = new LimitOverrides(7L, null, null, 3, null);
    var plan = Plan.of(Tier.STARTER).with(agreed).with(Tier.ENTERPRISE);
    assertThat(plan.agreed()).isEqualTo(agreed);
    assertThat(plan.limits().documentsPerMonth()).isEqualTo(7);
    assertThat(plan.limits().concurrentJobs()).isEqualTo(3);
    assertThat(plan.limits().fileBytes()).isEqualTo(Tier.ENTERPRISE.limits().fileBytes());
  }

  @Test
  void each_agreed_limit_is_at_least_one() {
    assertThatThrownBy(() -> new LimitOverrides(0L, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitOverrides(null, 0L, null, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitOverrides(null, null, 0L, null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitOverrides(null, null, null, 0, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitOverrides(null, null, null, null, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> new LimitOverrides(1L, 1L, 1L, 1, 1)).doesNotThrowAnyException();
  }

  @Test
  void a_reason_for_maintenance_has_1_to_200_characters() {
    assertThatThrownBy(() -> new Maintenance(NOON, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Maintenance(NOON, "x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> new Maintenance(NOON, "x".repeat(200))).doesNotThrowAnyException();
  }

  @Test
  void documents_are_kept_for_1_to_3650_days() {
    assertThatThrownBy(() -> new TenantSettings(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TenantSettings(3_651))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new TenantSettings(1).retentionDays()).isEqualTo(1);
    assertThat(new TenantSettings(3_650).retentionDays()).isEqualTo(3_650);
  }

  @Test
  void a_feature_reads_as_it_prints() {
    for (var feature : EnumSet.allOf(Feature.class)) {
      assertThat(Feature.parse(feature.wire())).isEqualTo(feature);
      assertThat(feature.wire()).isLowerCase();
    }
  }

  @Test
  void a_domain_can_be_the_first_and_comes_back_unproved() {
    var host = new HostName("docs.acme.example");
    var domain = Domain.custom(host, "token", stamp());
    assertThat(domain.primary(true, stamp()).primary()).isTrue();
    assertThat(Domain.subdomain(host, "token", stamp()).state()).isEqualTo(DomainState.VERIFIED);
    var ways = Set.of("PENDING VERIFIED", "PENDING REVOKED", "VERIFIED REVOKED", "REVOKED PENDING");
    for (var from : DomainState.values()) {
      for (var to : DomainState.values()) {
        assertThat(from.mayBecome(to))
            .as(from + " " + to)
            .isEqualTo(ways.contains(from + " " + to));
      }
    }
  }

  @Test
  void a_host_name_is_shown_in_its_script_unless_it_mixes_scripts() {
    assertThat(HostName.parse("b\u00fccher.example").display()).isEqualTo("b\u00fccher.example");
    assertThat(HostName.parse("\u0430cme.example").display()).isEqualTo("xn--cme-5cd.example");
    assertThat(new HostName("a.test").isBelow(new HostName("test"))).isTrue();
    assertThat(new HostName("atest").isBelow(new HostName("test"))).isFalse();
  }
}
