package com.stash.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.State;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The steps that keys and users may take, and no other. */
class StatesTest {
  @Test
  void a_key_that_is_over_stays_over() {
    assertSteps(
        ApiKeyState.values(),
        Set.of(
            "ACTIVE ROTATING",
            "ACTIVE REVOKED",
            "ACTIVE EXPIRED",
            "ROTATING REVOKED",
            "ROTATING EXPIRED"));
  }

  @Test
  void a_user_is_invited_then_active_and_can_come_back() {
    assertSteps(
        UserState.values(),
        Set.of(
            "INVITED ACTIVE",
            "INVITED DISABLED",
            "ACTIVE DISABLED",
            "DISABLED ACTIVE",
            "DISABLED INVITED"));
  }

  private static <S extends Enum<S> & State<S>> void assertSteps(S[] states, Set<String> steps) {
    for (var from : states) {
      for (var to : states) {
        var step = from.name() + " " + to.name();
        assertThat(from.mayBecome(to)).as(step).isEqualTo(steps.contains(step));
      }
    }
  }
}
