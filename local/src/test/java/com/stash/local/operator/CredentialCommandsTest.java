package com.stash.local.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.credentials.Asker;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Resolved;
import com.stash.credentials.Secret;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.store.Backend;
import com.stash.store.Environment;
import com.stash.store.Stores;
import com.stash.tenancy.Tier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with the system's credentials and with the key of all. */
class CredentialCommandsTest {
  private static final String KEY = "openai.api_key";

  private final Givens given = Givens.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StringBuilder printed = new StringBuilder();
  private String input = "";
  private Backend backend = given.backend();
  @TempDir private Path folder = Path.of(".");

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void a_shared_credential_reaches_tenants_of_its_tier_and_no_value_is_printed() {
    var acme = given.tenant("acme", Tier.PROFESSIONAL);
    var small = given.tenant("small", Tier.STARTER);
    input = "the first secret of all\n";
    assertThat(create("--shared-from", "professional")).isZero();
    assertThat(answer().at("/values/0/number").asLong()).isEqualTo(1);
    assertThat(resolve(acme)).isEqualTo("the first secret of all");
    assertThat(resolve(small)).isEqualTo("credential_missing");
    input = "the second secret of all\r\n";
    assertThat(run("credentials", "rotate", KEY, "--json")).isZero();
    assertThat(resolve(acme)).isEqualTo("the second secret of all");
    assertThat(run("credentials", "list")).isZero();
    assertThat(out.toString()).contains(KEY, "shared from professional", "1 credentials");
    assertThat(run("credentials", "list", "--json")).isZero();
    assertThat(run("credentials", "disable", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("credential_disabled");
    assertThat(run("credentials", "delete", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("credential_missing");
    assertThat(printed.toString()).doesNotContain("secret of all");
  }

  @Test
  void a_credential_is_shared_with_more_and_with_nobody() {
    var acme = given.tenant("acme", Tier.STARTER);
    input = "kept";
    assertThat(create()).isZero();
    assertThat(resolve(acme)).isEqualTo("credential_missing");
    assertThat(run("credentials", "share", KEY, "--from", "starter")).isZero();
    assertThat(resolve(acme)).isEqualTo("kept");
    assertThat(run("credentials", "share", KEY, "--none")).isZero();
    assertThat(resolve(acme)).isEqualTo("credential_missing");
    assertThat(run("credentials", "share", KEY)).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(run("credentials", "delete", KEY)).isZero();
    assertThat(run("credentials", "share", KEY, "--from", "starter")).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("empty");
  }

  @Test
  void a_staged_value_is_promoted_taken_back_and_shown_without_what_it_is() {
    var acme = given.tenant("acme");
    input = "the first secret of all";
    create("--shared-from", "starter");
    input = "the second secret of all";
    assertThat(run("credentials", "rotate", KEY, "--staged")).isZero();
    assertThat(resolve(acme)).isEqualTo("the first secret of all");
    assertThat(run("credentials", "promote", KEY, "--grace-hours", "1")).isZero();
    assertThat(resolve(acme)).isEqualTo("the second secret of all");
    assertThat(run("credentials", "show", KEY)).isZero();
    assertThat(out.toString())
        .containsSubsequence("value 2  current", "ends  all", "value 1  previous", "kept until");
    assertThat(run("credentials", "rollback", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("the first secret of all");
    assertThat(run("credentials", "rollback", KEY, "--grace-hours", "721"))
        .isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("0 to 720");
    assertThat(run("credentials", "promote", KEY)).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("no pending version");
    assertThat(printed.toString()).doesNotContain("secret of all");
  }

  @Test
  void a_disabled_one_is_enabled_and_an_expired_one_wants_a_new_value() {
    var acme = given.tenant("acme");
    input = "first";
    create("--shared-from", "starter");
    run("credentials", "disable", KEY);
    assertThat(resolve(acme)).isEqualTo("credential_disabled");
    assertThat(run("credentials", "enable", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("first");
    assertThat(run("credentials", "expire", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("credential_expired");
    input = "second";
    assertThat(run("credentials", "rotate", KEY)).isZero();
    assertThat(resolve(acme)).isEqualTo("second");
  }

  @Test
  void the_uses_of_a_shared_credential_name_tenant_job_and_version() {
    var acme = given.tenant("acme");
    var globex = given.tenant("globex");
    input = "shared";
    create("--shared-from", "starter");
    resolve(acme);
    resolve(globex);
    resolve(globex);
    assertThat(run("credentials", "uses", KEY, "--json")).isZero();
    assertThat(answer().findValuesAsText("tenant"))
        .containsExactlyInAnyOrder(acme.id().value(), globex.id().value(), globex.id().value());
    assertThat(answer().findValuesAsText("processor")).containsOnly("ocr");
    assertThat(run("credentials", "uses", KEY, "--tenant", "globex", "--limit", "1")).isZero();
    assertThat(out.toString()).contains(globex.id().value(), "value 1  1 reads", "1 uses.");
    assertThat(run("credentials", "uses", KEY, "--limit", "0")).isEqualTo(Stash.COULD_NOT_RUN);
  }

  @Test
  void a_value_may_come_from_a_file_beside_the_operator() throws IOException {
    Files.writeString(folder.resolve("value.txt"), "from a file\n");
    assertThat(create("--shared-from", "starter", "--file", "value.txt")).isZero();
    assertThat(resolve(given.tenant("acme"))).isEqualTo("from a file");
  }

  @Test
  void what_cannot_be_done_says_why() {
    assertThat(create()).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("at least one byte");
    input = "value";
    assertThat(create()).isZero();
    assertThat(create()).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("Rotate it");
    assertThat(run("credentials", "rotate", "nobody.knows")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("credentials list");
    assertThat(run("credentials", "create", "K!", "--provider", "x"))
        .isEqualTo(Stash.COULD_NOT_RUN);
  }

  @Test
  void what_no_argument_may_be_is_refused_and_not_repeated() {
    input = "value";
    assertThat(run("credentials", "create", KEY, "--provider", "x", "--value", "SECRETINARG"))
        .isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("--value").doesNotContain("SECRETINARG");
    assertThat(run("credentials", "create", KEY, "SECRETINARG", "--provider", "x"))
        .isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("too many").doesNotContain("SECRETINARG");
    for (var provider : new String[] {"", " ", "a\nFAKE LINE", "\u001b[31m", "x".repeat(81)}) {
      assertThat(run("credentials", "create", KEY, "--provider", provider)).isEqualTo(Stash.BROKEN);
      assertThat(err.toString()).contains("One line");
    }
    assertThat(
            run(
                "credentials",
                "create",
                KEY,
                "--provider",
                "x",
                "--expires",
                "+999999999-01-01T00:00:00Z"))
        .isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("hundred years");
    assertThat(run("credentials", "create", KEY, "--provider", "x", "--file", "."))
        .isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("cannot be read").doesNotContain("\tat ");
  }

  @Test
  void every_credential_is_moved_to_the_key_that_the_environment_names_now() {
    var acme = given.tenant("acme");
    var globex = given.tenant("globex");
    input = "the system's";
    create("--shared-from", "starter");
    has(acme, "own.key", "acme's");
    has(globex, "own.key", "globex's");
    var key = given.backend().kms().createKey(k -> {}).keyMetadata();
    backend = with(key.keyId());
    assertThat(run("credentials", "rewrap", "--dry-run", "--json")).isZero();
    assertThat(answer().findValuesAsText("moved")).containsExactlyInAnyOrder("1", "1", "1");
    assertThat(run("credentials", "rewrap", "--tenant", "acme", "--json")).isZero();
    assertThat(answer().path("key").asText()).isEqualTo(key.arn());
    assertThat(answer().findValuesAsText("moved")).containsExactly("1");
    assertThat(run("credentials", "rewrap", "--json")).isZero();
    assertThat(answer().findValuesAsText("moved")).containsExactlyInAnyOrder("1", "0", "1");
    assertThat(run("credentials", "rewrap")).isZero();
    assertThat(out.toString()).contains("0 credentials moved to " + key.arn());
    given.backend().kms().disableKey(d -> d.keyId(given.backend().environment().credentialKey()));
    assertThat(resolve(acme)).isEqualTo("the system's");
    assertThat(resolve(globex, "own.key")).isEqualTo("globex's");
  }

  @Test
  void what_does_not_move_is_named_and_all_else_is_moved() {
    var acme = given.tenant("acme");
    has(acme, "lost.key", "acme's");
    var old = given.backend().environment().credentialKey();
    backend = with(given.backend().kms().createKey(k -> {}).keyMetadata().keyId());
    has(acme, "own.key", "acme's");
    has(given.tenant("globex"), "own.key", "globex's");
    given.backend().kms().disableKey(d -> d.keyId(old));
    backend = with(given.backend().kms().createKey(k -> {}).keyMetadata().keyId());
    assertThat(run("credentials", "rewrap", "--json")).isEqualTo(Stash.BROKEN);
    assertThat(answer().findValuesAsText("moved")).containsExactlyInAnyOrder("0", "1", "1");
    assertThat(answer().findValuesAsText("fault"))
        .singleElement()
        .asString()
        .contains("tenant:" + acme.id() + " lost.key", "disabled");
    assertThat(run("credentials", "rewrap")).isEqualTo(Stash.BROKEN);
    assertThat(out.toString()).contains("FAILED: tenant:", "0 credentials moved to");
    given.backend().kms().enableKey(d -> d.keyId(old));
    assertThat(run("credentials", "rewrap")).isZero();
    assertThat(resolve(acme, "lost.key")).isEqualTo("acme's");
  }

  @Test
  void the_key_is_rotated_replaced_moved_from_and_disabled() {
    var acme = given.tenant("acme");
    var old = given.backend().environment().credentialKey();
    given.backend().kms().createAlias(a -> a.aliasName("alias/moved").targetKeyId(old));
    backend = with("alias/moved");
    has(acme, "own.key", "before");
    assertThat(run("kms", "rotate", "--json")).isZero();
    assertThat(answer().path("rotatedAt")).hasSize(1);
    has(acme, "next.key", "after");
    assertThat(resolve(acme, "own.key")).isEqualTo("before");
    assertThat(run("kms", "replace", "--json")).isZero();
    var next = answer().path("id").asText();
    assertThat(answer().path("inUse").asBoolean()).isTrue();
    assertThat(err.toString()).contains("credentials rewrap");
    assertThat(run("kms", "disable", old)).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("2 credentials are not under the key in use yet");
    assertThat(run("credentials", "rewrap", "--json")).isZero();
    assertThat(answer().findValuesAsText("moved")).containsExactlyInAnyOrder("0", "2");
    assertThat(run("kms", "disable", next)).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("seals new values", "--force");
    assertThat(run("kms", "disable", old)).isZero();
    assertThat(run("kms", "list")).isZero();
    assertThat(out.toString())
        .containsSubsequence(old, "Disabled", "rotated 1 times", next, "Enabled", "new values");
    assertThat(resolve(acme, "own.key")).isEqualTo("before");
    assertThat(resolve(acme, "next.key")).isEqualTo("after");
    assertThat(run("kms", "enable", old)).isZero();
    assertThat(run("kms", "disable", next, "--force")).isZero();
    input = "value";
    assertThat(create()).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("KMS key", "disabled").doesNotContain("\tat ");
    assertThat(run("kms", "rotate")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("kms enable").doesNotContain("\tat ");
    assertThat(run("kms", "disable", "nobody")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("kms list");
  }

  /** The same environment, but its credentials' key is another one. */
  private Backend with(String key) {
    var real = given.backend();
    var names = real.environment();
    return new Backend(
        real.dynamoDb(),
        real.s3(),
        real.presigner(),
        real.sqs(),
        real.kms(),
        new Environment(names.name(), names.bucket(), names.archive(), names.jobQueueUrl(), key),
        real.hosts(),
        real.clock(),
        real.random(),
        real.log());
  }

  /** Seals under the key that the environment names now. */
  private void has(GivenTenant tenant, String name, String value) {
    new Stores(backend)
        .credentials()
        .creating((_, _) -> true)
        .create(
            tenant.scope(),
            new Wish(CredentialScope.tenant(tenant.id()), name, "x", false, null, null),
            new Secret(value.getBytes(UTF_8)),
            null)
        .orThrow();
  }

  private String resolve(GivenTenant tenant) {
    return resolve(tenant, KEY);
  }

  private String resolve(GivenTenant tenant, String name) {
    var job =
        given
            .stores()
            .credentials()
            .resolving()
            .of(new Asker("ocr", Set.of(name), given.ids().ulid(), given.ids().ulid()));
    return switch (job.resolve(tenant.scope(), name)) {
      case Outcome.Refused<Resolved>(var refusal) -> refusal.code();
      case Outcome.Done<Resolved>(var resolved) -> {
        try (resolved) {
          yield new String(resolved.secret().bytes(), UTF_8);
        }
      }
    };
  }

  private int create(String... more) {
    var arguments = new String[more.length + 6];
    var first = new String[] {"credentials", "create", KEY, "--provider", "openai", "--json"};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return run(arguments);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    int exit =
        Stash.command(new Session(backend, null, folder, input))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    printed.append(out).append(err);
    return exit;
  }

  private JsonNode answer() {
    return Json.parse(out.toString().getBytes(UTF_8));
  }
}
