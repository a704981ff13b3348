package com.stash.local.canaries;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CredentialScope.Level;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs last: what all tests before it wrote, answered and logged holds no secret of theirs. */
@Order(Integer.MAX_VALUE)
class WholeSuiteTest {
  @Test
  void a_secret_that_was_given_to_a_credential_is_nowhere_in_any_form() {
    System.out.println("canaries: looked through " + Canaries.summary());
    assertThat(Canaries.found()).isEmpty();
    // Surefire hands on what was asked for by -Dtest: then less was looked through.
    if (System.getProperty("test") == null) {
      assertThat(Canaries.planted()).containsExactlyInAnyOrder(Level.values());
      assertThat(Canaries.looked("request")).isGreaterThan(40_000);
      assertThat(Canaries.looked("object")).isGreaterThan(300);
      assertThat(Canaries.looked("answer")).isGreaterThan(30_000);
      assertThat(Canaries.looked("log")).isGreaterThan(20_000);
    }
  }
}
