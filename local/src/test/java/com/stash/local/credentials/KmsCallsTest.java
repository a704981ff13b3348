package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CredentialScope;
import com.stash.tenancy.Tier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a thousand resolutions cost, counted. */
class KmsCallsTest {
  private static final int RESOLUTIONS = 1000;

  @Test
  void a_value_costs_one_call_for_each_version_and_five_minutes() {
    assertThat(calls("values of 40 bytes", 40)).isEqualTo(2);
    assertThat(calls("values of 5,000 bytes", 5000)).isEqualTo(2);
  }

  /** A thousand resolutions by ten jobs, a rotation in the middle. */
  private static long calls(String what, int length) {
    var vault = new Vault();
    var acme = vault.tenant(Tier.STARTER);
    var credential =
        vault.has(acme, CredentialScope.tenant(acme.tenant()), KEY, "a".repeat(length));
    long kms = vault.kmsCalls.calls("decrypt");
    long reads = vault.tableCalls.calls("batchGetItem");
    long writes = vault.tableCalls.calls("putItem");
    for (int i = 0; i < 10; i++) {
      if (i == 5) {
        vault.rotated(acme, credential, "b".repeat(length));
      }
      var job = vault.job();
      for (int j = 0; j < RESOLUTIONS / 10; j++) {
        job.resolve(acme, KEY).orThrow().close();
      }
      job.finish(acme);
    }
    long opened = vault.kmsCalls.calls("decrypt") - kms;
    System.out.printf(
        "kms: %s: %d KMS calls, %d reads and %d writes of the table for %d resolutions%n",
        what,
        opened,
        vault.tableCalls.calls("batchGetItem") - reads,
        vault.tableCalls.calls("putItem") - writes - 1,
        RESOLUTIONS);
    return opened;
  }

  @Test
  void an_opened_data_key_is_forgotten_after_five_minutes() {
    var vault = new Vault();
    var acme = vault.tenant(Tier.STARTER);
    vault.has(acme, CredentialScope.tenant(acme.tenant()), KEY, "value");
    long before = vault.kmsCalls.calls("decrypt");
    for (int i = 0; i < 3; i++) {
      assertThat(vault.resolve(acme, KEY)).isEqualTo("value");
      assertThat(vault.resolve(acme, KEY)).isEqualTo("value");
      vault.clock.pass(Duration.ofMinutes(5));
    }
    assertThat(vault.kmsCalls.calls("decrypt") - before).isEqualTo(3);
  }

  @Test
  void a_tenant_fills_only_its_own_part_of_the_memory() {
    var vault = new Vault();
    var acme = vault.tenant(Tier.STARTER);
    var globex = vault.tenant(Tier.STARTER);
    vault.has(globex, CredentialScope.tenant(globex.tenant()), KEY, "theirs");
    assertThat(vault.resolve(globex, KEY)).isEqualTo("theirs");
    for (int i = 0; i < 70; i++) {
      vault.has(acme, CredentialScope.tenant(acme.tenant()), "key." + i, "ours " + i);
      assertThat(vault.resolve(acme, "key." + i)).isEqualTo("ours " + i);
    }
    long before = vault.kmsCalls.calls("decrypt");
    vault.resolve(globex, KEY);
    vault.resolve(acme, "key.69");
    assertThat(vault.kmsCalls.calls("decrypt")).isEqualTo(before);
    vault.resolve(acme, "key.0");
    assertThat(vault.kmsCalls.calls("decrypt")).isEqualTo(before + 1);
  }
}
