package com.stash.tenancy;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.MACHINE;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Stamp;
import com.stash.testing.TenantsInMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private final Gate gate = new Gate(new TenantsInMemory().with(ACME, TenantState.ACTIVE));

  @Test
  void a_key_or_a_message_of_an_active_tenant_opens() {
    assertThat(gate.forObject(ACME, MACHINE).orElseThrow().tenant()).isEqualTo(ACME);
    assertThat(gate.forMessage(ACME, MACHINE).orElseThrow().origin()).isEqualTo(MACHINE);
  }

  @ParameterizedTest
  @EnumSource(value = TenantState.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void a_key_or_a_message_of_a_tenant_in_any_other_state_does_not(TenantState state) {
    var shut = new Gate(new TenantsInMemory().with(ACME, state));
    assertThat(shut.forObject(ACME, MACHINE)).isEmpty();
    assertThat(shut.forMessage(ACME, MACHINE)).isEmpty();
  }

  @Test
  void a_key_or_a_message_of_nobody_does_not() {
    var nobody = new TenantId("01J00000000000000000000000");
    assertThat(gate.forObject(nobody, MACHINE)).isEmpty();
    assertThat(gate.forMessage(nobody, MACHINE)).isEmpty();
    assertThat(gate.forMessage(TenantId.PLATFORM, MACHINE)).isEmpty();
  }

  @Test
  void checked_callers_credentials_operators_and_records_open_their_own_tenant() {
    assertThat(gate.forCaller(ACME, PERSON).tenant()).isEqualTo(ACME);
    assertThat(gate.forCredential(ACME, PERSON).tenant()).isEqualTo(ACME);
    assertThat(gate.forOperator(gate.platform(MACHINE), ACME).tenant()).isEqualTo(ACME);
    assertThat(gate.forRecord(ACME.value(), MACHINE).orElseThrow().tenant()).isEqualTo(ACME);
    assertThat(gate.forPlatform(MACHINE).tenant()).isEqualTo(TenantId.PLATFORM);
  }

  @Test
  void nobody_who_acts_for_a_tenant_gets_to_the_platform() {
    assertThat(gate.platform(MACHINE)).hasToString("PlatformScope[system:pipeline]");
    assertThatThrownBy(() -> gate.platform(PERSON)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", "01J0000000000000000000ACME#07", "host"})
  void a_record_of_no_tenant_s_partition_does_not(String partition) {
    assertThatThrownBy(() -> gate.forRecord(partition, MACHINE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_scope_stamps_what_is_made_and_changed_under_it() {
    var scope = gate.forCaller(ACME, PERSON);
    var created = scope.created(NOON);
    assertThat(created).isEqualTo(new Stamp(1, NOON, NOON, PERSON));
    assertThat(scope.changed(created, NOON.plusSeconds(1)))
        .isEqualTo(new Stamp(2, NOON, NOON.plusSeconds(1), PERSON));
    assertThat(scope).hasToString("TenantScope[01J0000000000000000000ACME]");
  }
}
