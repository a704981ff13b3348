package com.stash.store;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.MACHINE;
import static com.stash.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Ids;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.testing.TenantsInMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class StsSessionsTest {
  private final Moving clock = new Moving();
  private final Begun begun = new Begun();
  private final Sessions sessions =
      new StsSessions(begun, "arn:aws:iam::123456789012:role/session", clock);
  private final Gate gate = new Gate(new TenantsInMemory());

  @Test
  void a_session_is_kept_and_left_while_it_is_still_good_for_a_while() {
    var first = key(scope(ACME.value()));
    clock.now = NOON.plus(Duration.ofMinutes(39));
    assertThat(key(scope(ACME.value()))).isEqualTo(first);
    clock.now = NOON.plus(Duration.ofMinutes(40));
    assertThat(key(scope(ACME.value()))).isNotEqualTo(first);
    assertThat(begun.requests).hasSize(2).allMatch(r -> r.durationSeconds() == 3600);
  }

  @Test
  void each_tenant_has_its_own() {
    var other = Ids.derived(NOON, "other");
    assertThat(key(scope(other))).isNotEqualTo(key(scope(ACME.value())));
    assertThat(begun.requests)
        .extracting(request -> request.tags().getFirst().value())
        .containsExactly(other, ACME.value());
  }

  @Test
  void a_session_that_does_not_begin_is_no_reason_to_work_without_one() {
    begun.refuses = true;
    assertThatThrownBy(() -> sessions.of(scope(ACME.value()))).isInstanceOf(StsException.class);
    begun.refuses = false;
    assertThat(sessions.of(scope(ACME.value()))).isPresent();
  }

  @Test
  void no_more_than_a_thousand_are_kept() {
    for (int i = 0; i <= 1_000; i++) {
      key(scope(Ids.derived(NOON, "tenant", Integer.toString(i))));
    }
    key(scope(Ids.derived(NOON, "tenant", "1000")));
    assertThat(begun.requests).hasSize(1_001);
    key(scope(Ids.derived(NOON, "tenant", "0")));
    assertThat(begun.requests).as("the oldest had gone").hasSize(1_002);
  }

  private String key(TenantScope scope) {
    return sessions.of(scope).orElseThrow().resolveCredentials().accessKeyId();
  }

  private TenantScope scope(String tenant) {
    return gate.forOperator(gate.platform(MACHINE), new TenantId(tenant));
  }

  /** STS, which makes a new key each time. */
  private static final class Begun implements StsClient {
    private final List<AssumeRoleRequest> requests = new ArrayList<>();
    private boolean refuses;

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
      if (refuses) {
        throw StsException.builder().message("no").build();
      }
      requests.add(request);
      return AssumeRoleResponse.builder()
          .credentials(
              c ->
                  c.accessKeyId("ASIA" + requests.size())
                      .secretAccessKey("secret")
                      .sessionToken("token"))
          .build();
    }

    @Override
    public String serviceName() {
      return "sts";
    }

    @Override
    public void close() {}
  }

  private static final class Moving extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
