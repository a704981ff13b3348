package com.stash.audit;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.GLOBEX;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.PERSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Ids;
import com.stash.kernel.Log;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantId;
import com.stash.testing.TenantsInMemory;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotingDenialsTest {
  private final Gate gate = new Gate(new TenantsInMemory());
  private final List<String> noted = new ArrayList<>();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private Instant now = NOON;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private boolean broken;

  private final Transactions transactions =
      (scope, changes) -> {
        if (broken) {
          throw new IllegalStateException("no table");
        }
        var denial = (Denial) ((Create) changes.getFirst()).entity();
        noted.add(scope.tenant() + " " + denial.code() + " " + denial.count());
        return new Verdict.Committed();
      };

  private final NotingDenials denials =
      new NotingDenials(
          transactions,
          new Ids(clock, new Random(1)),
          clock,
          new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock));

  @Test
  void five_a_second_are_noted_singly_and_the_rest_as_a_count() {
    for (int i = 0; i < 12; i++) {
      note(ACME);
    }
    assertThat(noted).hasSize(5).containsOnly(ACME + " why 1");
    now = NOON.plusSeconds(1);
    note(ACME);
    assertThat(noted.subList(5, 7)).containsExactly(ACME + " more_refusals 7", ACME + " why 1");
    note(ACME);
    assertThat(noted).hasSize(8).endsWith(ACME + " why 1");
  }

  @Test
  void what_was_left_out_is_counted_once() {
    for (int i = 0; i < 6; i++) {
      note(ACME);
    }
    now = NOON.plusSeconds(1);
    note(ACME);
    now = NOON.plusSeconds(2);
    note(ACME);
    assertThat(noted).filteredOn(line -> line.contains("more")).hasSize(1);
  }

  @Test
  void a_tenant_s_flood_takes_nothing_from_another_s() {
    for (int i = 0; i < 9; i++) {
      note(ACME);
    }
    note(GLOBEX);
    assertThat(noted).endsWith(GLOBEX + " why 1");
  }

  @Test
  void a_note_that_cannot_be_written_is_logged_and_fails_nothing() {
    broken = true;
    note(ACME);
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("denial_not_noted", "no table");
  }

  private void note(TenantId tenant) {
    denials.note(gate.forCredential(tenant, PERSON), "GET /v1/me", "", "why");
  }
}
