package com.stash.tenancy;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.MicroCredits;
import com.stash.tenancy.Tenant.CreditPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TenantTest {
  private final Tenant acme =
      new Tenant(
          ACME,
          new Slug("acme"),
          "Acme",
          "owner@acme.test",
          Tier.STARTER,
          Tier.STARTER.limits(),
          CreditPolicy.HARD,
          TenantState.ACTIVE,
          null,
          null,
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
                Tier.STARTER,
                Tier.STARTER.limits(),
                CreditPolicy.HARD,
                TenantState.SUSPENDED,
                "unpaid",
                changed.updatedAt(),
                changed));
    assertThat(suspended.key()).isEqualTo("tenant");
    assertThat(suspended.version()).isEqualTo(2);
  }

  @Test
  void a_tenant_that_is_active_again_has_no_reason() {
    var again =
        acme.become(TenantState.SUSPENDED, "unpaid", later(stamp(), 5))
            .become(TenantState.ACTIVE, null, later(later(stamp(), 5), 5));
    assertThat(again.suspendedAt()).isNull();
    assertThat(again.stateReason()).isNull();
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
    var domain = new Domain(host, Domain.Type.CUSTOM, DomainState.PENDING, "token", true, stamp());
    var changed = later(stamp(), 1);
    assertThat(domain.become(DomainState.VERIFIED, changed))
        .isEqualTo(
            new Domain(host, Domain.Type.CUSTOM, DomainState.VERIFIED, "token", true, changed));
    assertThat(domain.key()).isEqualTo("acme.stash.test");
    assertThatThrownBy(
            () ->
                domain
                    .become(DomainState.REVOKED, changed)
                    .become(DomainState.VERIFIED, later(changed, 1)))
        .isInstanceOf(IllegalStateException.class);
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
