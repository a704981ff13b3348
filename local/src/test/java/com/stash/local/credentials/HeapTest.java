package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Resolved;
import com.stash.credentials.Secret;
import com.stash.functions.api.ApiHandler;
import com.stash.kernel.Json;
import com.stash.local.fixtures.Invocation;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dump of the heap holds an opened secret, and none that was closed or came in by the API. It
 * runs first, while the heap is small.
 */
@Order(Integer.MIN_VALUE)
class HeapTest {
  private static final int MARK = 40;
  private static final String GAP = "THE-VALUE";

  private final Vault vault = new Vault();
  private final TenantScope acme = vault.tenant(Tier.STARTER);

  /** The canary, each byte changed, so that the heap does not hold it for the test's sake. */
  private final byte[] masked = mask();

  @TempDir Path folder;

  private static byte[] mask() {
    var random = new SecureRandom();
    var masked = new byte[MARK];
    for (int i = 0; i < MARK; i++) {
      masked[i] = (byte) (('a' + random.nextInt(26)) ^ 0x80);
    }
    masked[0] = (byte) ('Z' ^ 0x80);
    return masked;
  }

  @ParameterizedTest
  @ValueSource(ints = {MARK, 6000})
  void a_closed_secret_is_not_in_the_heap(int length) throws Exception {
    keep(length);
    assertThat(dumpHolds("created")).isFalse();
    Resolved resolved = vault.job().resolve(acme, KEY).orThrow();
    assertThat(dumpHolds("open")).isTrue();
    resolved.close();
    assertThat(dumpHolds("closed")).isFalse();
    assertThat(resolved.toString()).startsWith("Resolved[tenant");
  }

  @ParameterizedTest
  @ValueSource(ints = {MARK, 6000})
  void a_value_that_came_in_by_the_api_is_not_in_the_heap_after_its_answer(int length)
      throws Exception {
    var handler = new ApiHandler(vault.backend);
    var wish = Json.object().put("level", "tenant").put("key", KEY).put("provider", "x");
    var event = Json.object().put("routeKey", "POST /v1/credentials");
    event.put("body", wish.put("value", GAP).toString());
    event.putObject("headers").put("content-type", "application/json").put("host", "localhost");
    var context = event.putObject("requestContext").put("requestId", "heap");
    context.putObject("http").put("sourceIp", "192.0.2.1");
    context
        .putObject("authorizer")
        .putObject("lambda")
        .put("tenantId", acme.tenant().value())
        .put("actorType", "api_key")
        .put("actorId", vault.ids.ulid())
        .put("permissions", "credentials:write")
        .put("standing", "active");
    assertThat(created(handler, event.toString(), length)).contains("201");
    assertThat(dumpHolds("answered")).isFalse();
    assertThat(vault.resolve(acme, KEY)).hasSize(length);
  }

  /** Sends an event with the value in the place of the gap, and leaves no copy of it. */
  private String created(ApiHandler handler, String event, int length) throws IOException {
    int gap = event.indexOf(GAP);
    var sent = new ByteArrayOutputStream();
    sent.writeBytes(event.substring(0, gap).getBytes(UTF_8));
    var value = unmasked(length);
    sent.writeBytes(value);
    sent.writeBytes(event.substring(gap + GAP.length()).getBytes(UTF_8));
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(sent.toByteArray()), answer, new Invocation("heap"));
    return answer.toString(UTF_8);
  }

  private void keep(int length) {
    var value = unmasked(length);
    var wish = new Wish(CredentialScope.tenant(acme.tenant()), KEY, "openai", false, null, null);
    try (var secret = new Secret(value)) {
      vault.credentials.creating((_, _) -> true).create(acme, wish, secret, null).orThrow();
    }
  }

  private byte[] unmasked(int length) {
    var value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = (byte) (masked[i % MARK] ^ 0x80);
    }
    return value;
  }

  /** Looks for the canary in bytes, and in characters of two bytes. */
  private boolean dumpHolds(String name) throws IOException {
    var file = folder.resolve(name + ".hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(file.toString(), true);
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      int narrow = 0;
      int wide = 0;
      boolean high = false;
      for (int b = in.read(); b >= 0; b = in.read()) {
        byte masking = (byte) (b ^ 0x80);
        narrow = masking == masked[narrow] ? narrow + 1 : masking == masked[0] ? 1 : 0;
        if (b == 0) {
          wide = high ? 0 : wide;
          high = true;
        } else {
          wide = !high ? 0 : masking == masked[wide] ? wide + 1 : masking == masked[0] ? 1 : 0;
          high = false;
        }
        if (narrow == MARK || wide == MARK) {
          return true;
        }
      }
      return false;
    } finally {
      Files.delete(file);
    }
  }
}
