package com.stash.tenancy;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.MicroCredits;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantTest {
  private final Tenant acme =
      new Tenant(
          ACME,
          new Slug("acme"),
          "Acme",
          "owner@acme.test",
          Plan.of(Tier.STARTER),
          TenantSettings.DEFAULT,
          Standing.of(TenantState.ACTIVE),
          stamp());

  @Test
  void a_suspended_tenant_says_why_and_since_when() {
    var changed = later(stamp(), 5);
    var suspended = acme.become(TenantState.SUSPENDED, "unpaid", changed);
    assertThat(suspended)
        .isEqualTo(
            new Tenant(
                ACME,
                new Slug("acme"),
                "Acme",
                "owner@acme.test",
                Plan.of(Tier.STARTER),
                TenantSettings.DEFAULT,
                new Standing(
                    TenantState.SUSPENDED, "unpaid", changed.updatedAt(), null, null, null),
                changed));
    assertThat(suspended.key()).isEqualTo("tenant");
    assertThat(suspended.version()).isEqualTo(2);
  }

  @Test
  void a_tenant_that_is_active_again_has_no_reason() {
    var again =
        acme.become(TenantState.SUSPENDED, "unpaid", later(stamp(), 5))
            .become(TenantState.ACTIVE, null, later(later(stamp(), 5), 5));
    assertThat(again.standing().suspendedAt()).isNull();
    assertThat(again.standing().reason()).isNull();
    assertThat(again.version()).isEqualTo(3);
  }

  @Test
  void an_active_tenant_is_not_erased_at_once() {
    assertThatThrownBy(() -> acme.become(TenantState.ERASED, null, later(stamp(), 5)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void each_tier_has_the_limits_that_were_sold() {
    assertThat(Tier.STARTER.limits().documentsPerMonth()).isEqualTo(1_000);
    assertThat(Tier.PROFESSIONAL.limits().documentsPerMonth()).isEqualTo(10_000);
    assertThat(Tier.ENTERPRISE.limits().documentsPerMonth()).isEqualTo(100_000);
    assertThat(Tier.STARTER.limits().aiTokensPerMonth()).isEqualTo(100_000);
    assertThat(Tier.PROFESSIONAL.limits().aiTokensPerMonth()).isEqualTo(1_000_000);
    assertThat(Tier.ENTERPRISE.limits().aiTokensPerMonth()).isEqualTo(10_000_000);
    assertThat(Tier.STARTER.firstGrant()).isEqualTo(MicroCredits.ofCredits(100));
    assertThat(Tier.parse("enterprise")).isEqualTo(Tier.ENTERPRISE);
    assertThat(Tier.PROFESSIONAL.wire()).isEqualTo("professional");
  }

  @Test
  void every_limit_is_positive() {
    assertThat(new Limits(1, 1, 1, 1, 1).fileBytes()).isEqualTo(1);
    assertThatThrownBy(() -> new Limits(0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(1, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(1, 1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(1, 1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limits(1, 1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_domain_is_known_by_its_host_and_moves_on() {
    var host = new HostName("acme.stash.test");
    var domain = Domain.custom(host, "token", stamp());
    var changed = later(stamp(), 1);
    var verified = domain.become(DomainState.VERIFIED, changed);
    assertThat(verified.state()).isEqualTo(DomainState.VERIFIED);
    assertThat(verified.stamp()).isEqualTo(changed);
    assertThat(domain.key()).isEqualTo(Domain.idOf(host));
    assertThat(domain.challenge()).isEqualTo("_stash-challenge.acme.stash.test");
    assertThatThrownBy(
            () ->
                domain
                    .become(DomainState.REVOKED, changed)
                    .become(DomainState.VERIFIED, later(changed, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_revoked_domain_is_proved_again_by_another_token() {
    var revoked =
        Domain.custom(new HostName("a.example"), "one", stamp())
            .become(DomainState.REVOKED, later(stamp(), 1));
    var again = revoked.again("two", later(stamp(), 2));
    assertThat(again.state()).isEqualTo(DomainState.PENDING);
    assertThat(again.verificationToken()).isEqualTo("two");
    assertThat(again.primary()).isFalse();
  }

  @Test
  void another_tier_changes_what_was_not_agreed() {
    var plan =
        Plan.of(Tier.STARTER)
            .with(new LimitOverrides(5L, null, null, 3, null))
            .with(Feature.INBOX, false)
            .with(Tier.ENTERPRISE);
    assertThat(plan.limits()).isEqualTo(new Limits(5, 10_000_000, 200L << 20, 3, 200));
    assertThat(plan.usable()).containsExactly(Feature.CUSTOM_DOMAINS);
    assertThat(Plan.of(Tier.STARTER).usable()).containsExactly(Feature.INBOX);
    assertThat(LimitOverrides.between(Tier.ENTERPRISE.limits(), plan.limits()))
        .isEqualTo(plan.agreed());
  }

  @Test
  void a_trial_is_over_at_its_end() {
    var end = stamp().createdAt();
    assertThat(Plan.of(Tier.STARTER).trialIsOver(end)).isFalse();
    assertThat(Plan.of(Tier.STARTER).onTrialUntil(end).trialIsOver(end.minusMillis(1))).isFalse();
    assertThat(Plan.of(Tier.STARTER).onTrialUntil(end).trialIsOver(end)).isTrue();
  }

  @Test
  void maintenance_holds_until_its_end_and_says_when_to_come_again() {
    var now = stamp().createdAt();
    var upgrade = new Maintenance(now.plusMillis(1_500), "upgrade");
    var readOnly = acme.with(upgrade, later(stamp(), 1));
    assertThat(readOnly.isReadOnly(now)).isTrue();
    assertThat(readOnly.isReadOnly(now.plusMillis(1_500))).isFalse();
    assertThat(upgrade.left(now)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(acme.isReadOnly(now)).isFalse();
  }

  @Test
  void an_erased_tenant_keeps_no_name_and_no_address() {
    var left =
        acme.offboarding("left", stamp().createdAt(), later(stamp(), 1))
            .erasing(later(stamp(), 2))
            .erased(later(stamp(), 3));
    assertThat(left.state()).isEqualTo(TenantState.ERASED);
    assertThat(left.standing().isGone()).isTrue();
    assertThat(left.toString()).doesNotContain("Acme", "owner@acme.test", "slug=acme");
  }

  @Test
  void central_hosts_are_the_listed_ones_and_the_base_domain() {
    var central = new CentralHosts(Set.of(new HostName("localhost")), new HostName("stash.test"));
    assertThat(central.contains(new HostName("localhost"))).isTrue();
    assertThat(central.contains(new HostName("stash.test"))).isTrue();
    assertThat(central.contains(new HostName("acme.stash.test"))).isFalse();
    assertThat(central.subdomain(new Slug("acme"))).isEqualTo(new HostName("acme.stash.test"));
  }
}
