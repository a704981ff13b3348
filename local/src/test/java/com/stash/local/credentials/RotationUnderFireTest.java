package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.GRACE;
import static com.stash.local.credentials.Vault.KEY;
import static com.stash.local.credentials.Vault.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Sha256;
import com.stash.local.credentials.Flaky.When;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads go on while a secret is rotated, whatever fails. */
class RotationUnderFireTest {
  private static final int READERS = 16;
  private static final int ROTATIONS = 50;

  private final Vault vault = new Vault();
  private final TenantScope acme = vault.tenant(Tier.STARTER);
  private final CredentialScope ours = CredentialScope.tenant(acme.tenant());

  /** The reads that are done, which the next rotation waits for: as many as there are readers. */
  private final Semaphore done = new Semaphore(0);

  /** The last version that a rotation's answer told of. */
  private final AtomicLong answered = new AtomicLong(1);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sixteen_threads_read_on_while_it_is_rotated_fifty_times(boolean failing) throws Exception {
    var credential = vault.has(acme, ours, KEY, value(1));
    if (failing) {
      vault.kmsCalls.failEveryOther();
      vault.tableCalls.failEveryOther();
    }
    var over = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(READERS)) {
      var readers = new ArrayList<Callable<Long>>();
      for (int i = 0; i < READERS; i++) {
        readers.add(() -> readUntil(over));
      }
      var reads = readers.stream().map(threads::submit).toList();
      try {
        for (int i = 2; i <= ROTATIONS + 1; i++) {
          assertThat(done.tryAcquire(READERS, 1, TimeUnit.MINUTES)).isTrue();
          credential = vault.rotated(acme, credential, value(i));
          answered.set(i);
        }
      } finally {
        over.set(true);
      }
      long total = 0;
      for (var read : reads) {
        total += read.get();
      }
      System.out.printf(
          "rotation: %,d reads by %d threads during %d rotations, %,d calls failed%n",
          total, READERS, ROTATIONS, vault.kmsCalls.failures() + vault.tableCalls.failures());
      assertThat(total).isGreaterThanOrEqualTo(ROTATIONS * READERS);
    }
    vault.kmsCalls.failNothing();
    vault.tableCalls.failNothing();
    assertThat(vault.kmsCalls.failures() > 0).isEqualTo(failing);
    var after = vault.now(acme, credential);
    assertThat(after.versions().getFirst().number()).isEqualTo(ROTATIONS + 1);
    assertThat(after.version()).isEqualTo(ROTATIONS + 1);
  }

  /** Reads in one job, each time at least what was answered before the read began. */
  private long readUntil(AtomicBoolean over) {
    var job = vault.job();
    long reads = 0;
    while (!over.get() || reads == 0) {
      long least = answered.get();
      try (var resolved = job.resolve(acme, KEY).orThrow()) {
        assertThat(resolved.version()).isBetween(least, least + ROTATIONS);
        assertThat(new String(resolved.secret().bytes(), StandardCharsets.UTF_8))
            .isEqualTo(value(resolved.version()));
      }
      done.release();
      reads++;
    }
    job.finish(acme);
    return reads;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kms before", "kms after", "table before", "table after"})
  void each_call_in_turn_may_fail(String what) {
    var calls = what.startsWith("kms") ? vault.kmsCalls : vault.tableCalls;
    var when = what.endsWith("before") ? When.BEFORE : When.AFTER;
    var credential = vault.has(acme, ours, KEY, value(1));
    int failed = 0;
    for (int number = 1; ; number++) {
      long failures = calls.failures();
      calls.failOnce(number, when);
      var next = vault.rotated(acme, credential, value(number + 1));
      assertThat(vault.resolve(acme, KEY)).isEqualTo(value(number + 1));
      calls.failNothing();
      assertThat(next.versions().getFirst().number()).isEqualTo(number + 1);
      assertThat(vault.now(acme, credential)).isEqualTo(next);
      assertThat(current(next)).containsExactly(number + 1L);
      credential = next;
      if (calls.failures() == failures) {
        break;
      }
      failed++;
    }
    System.out.printf("rotation: %s it acts, %d calls failed in turn%n", what, failed);
    assertThat(failed).isGreaterThanOrEqualTo(what.startsWith("kms") ? 2 : 4);
  }

  @Test
  void a_service_that_stays_away_leaves_one_current_version_and_a_repeat_makes_one_new_one() {
    var credential = vault.has(acme, ours, KEY, value(1));
    var request = new IdempotencyKey("rotate", "r", Sha256.of("body"));
    int given = 0;
    for (int number = 1; number <= 12; number++) {
      vault.tableCalls.failFrom(number, number % 2 == 0 ? When.BEFORE : When.AFTER);
      try {
        rotate(credential, request);
        given++;
      } catch (SdkException e) {
        // It stays away: the caller repeats.
      }
      vault.tableCalls.failNothing();
      assertThat(current(vault.now(acme, credential))).hasSize(1);
      assertThat(vault.resolve(acme, KEY)).isIn(value(1), value(2));
    }
    rotate(credential, request);
    assertThat(vault.now(acme, credential).versions()).hasSize(2);
    assertThat(vault.now(acme, credential).version()).isEqualTo(2);
    assertThat(vault.resolve(acme, KEY)).isEqualTo(value(2));
    assertThat(given).isLessThan(12);
  }

  private void rotate(Credential credential, IdempotencyKey request) {
    vault
        .credentials
        .rotating()
        .rotate(acme, credential.id(), 1, new Turn(false, GRACE, null), secret(value(2)), request)
        .orThrow();
  }

  private static List<Long> current(Credential credential) {
    return credential.versions().stream()
        .filter(version -> version.stage() == Stage.CURRENT)
        .map(ValueVersion::number)
        .toList();
  }

  private static String value(long version) {
    return "the secret's value number " + version;
  }
}
