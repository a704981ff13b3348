package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Resolved;
import com.stash.credentials.Secret;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump of the heap holds an opened secret, and none that was closed. */
@Tag("deep")
class HeapTest {
  private static final int MARK = 40;

  private final Vault vault = new Vault();
  private final TenantScope acme = vault.tenant(Tier.STARTER);

  /** The canary, each byte changed, so that the heap does not hold it for the test's sake. */
  private final byte[] masked = new byte[MARK];

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {MARK, 6000})
  void a_closed_secret_is_not_in_the_heap(int length) throws Exception {
    for (int i = 0; i < MARK; i++) {
      masked[i] = (byte) (('a' + new SecureRandom().nextInt(26)) ^ 0x80);
    }
    masked[0] = (byte) ('Z' ^ 0x80);
    keep(length);
    assertThat(dumpHolds("created")).isFalse();
    Resolved resolved = vault.job().resolve(acme, KEY).orThrow();
    assertThat(dumpHolds("open")).isTrue();
    resolved.close();
    assertThat(dumpHolds("closed")).isFalse();
    assertThat(resolved.toString()).startsWith("Resolved[tenant");
  }

  private void keep(int length) {
    var value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = (byte) (masked[i % MARK] ^ 0x80);
    }
    var wish = new Wish(CredentialScope.tenant(acme.tenant()), KEY, "openai", false, null, null);
    try (var secret = new Secret(value)) {
      vault.credentials.creating((_, _) -> true).create(acme, wish, secret, null).orThrow();
    }
  }

  private boolean dumpHolds(String name) throws IOException {
    var file = folder.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      int matched = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        byte unmasked = (byte) (b ^ 0x80);
        matched = unmasked == masked[matched] ? matched + 1 : unmasked == masked[0] ? 1 : 0;
        if (matched == MARK) {
          return true;
        }
      }
      return false;
    } finally {
      Files.delete(file);
    }
  }
}
