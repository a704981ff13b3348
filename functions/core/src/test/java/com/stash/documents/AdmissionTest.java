package com.stash.documents;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.MicroCredits;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.Gate;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.testing.TenantsInMemory;
import com.stash.usage.Spending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long MOST_BYTES = Tier.STARTER.limits().fileBytes();

  @Test
  void a_file_within_all_limits_is_admitted() {
    assertThat(refusal(CreditPolicy.HARD, MOST_BYTES, 1, 999)).isEmpty();
  }

  @Test
  void a_file_over_the_tier_s_size_is_refused() {
    var refusal = refusal(CreditPolicy.HARD, MOST_BYTES + 1, 1, 0).orElseThrow();
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal.code()).isEqualTo("file_too_large");
    assertThat(refusal.field()).isEqualTo("/sizeBytes");
  }

  @Test
  void nothing_is_admitted_without_credits() {
    assertThat(refusal(CreditPolicy.HARD, 1, 0, 0).orElseThrow())
        .extracting(Refusal::kind, Refusal::code)
        .containsExactly(Kind.UNPAID, "out_of_credits");
    assertThat(refusal(CreditPolicy.HARD, 1, -5, 0)).isPresent();
  }

  @Test
  void a_soft_policy_goes_on_into_debt() {
    assertThat(refusal(CreditPolicy.SOFT, 1, -5, 0)).isEmpty();
  }

  @Test
  void the_month_s_documents_are_limited_whatever_the_policy() {
    assertThat(refusal(CreditPolicy.SOFT, 1, 5, 1_000).orElseThrow())
        .extracting(Refusal::kind, Refusal::code)
        .containsExactly(Kind.TOO_MANY, "monthly_documents_used");
    var wait = refusal(CreditPolicy.SOFT, 1, 5, 1_000).orElseThrow().retryAfter();
    assertThat(wait).isEqualTo(Duration.ofSeconds(60));
  }

  private static Optional<Refusal> refusal(
      CreditPolicy policy, long bytes, long balance, long documents) {
    var tenants = new TenantsInMemory().with(ACME, TenantState.ACTIVE, policy);
    var admission =
        new Admission(
            tenants,
            _ -> new Spending(new MicroCredits(balance), documents),
            Clock.fixed(Instant.parse("2026-03-31T23:59:00Z"), ZoneOffset.UTC));
    return admission.refusal(new Gate(tenants).forCaller(ACME, PERSON), bytes);
  }
}
