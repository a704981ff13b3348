package com.stash.local.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.fixtures.Givens;
import com.stash.store.Tables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Operators' commands over embedded services, as a server runs them. */
class CommandsTest {
  private final Givens given = Givens.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void close() {
    given.close();
  }

  @Test
  void a_created_tenant_is_listed_and_its_key_opens_it() {
    assertThat(run("tenants", "create", "acme", "--email", "a@acme.test", "--json")).isZero();
    var created = answer();
    assertThat(run("tenants", "list", "--json")).isZero();
    assertThat(answer().at("/0/id").asText()).isEqualTo(created.path("id").asText());
    assertThat(created.path("apiKey").asText()).startsWith("stash_" + created.path("id").asText());
  }

  @Test
  void a_slug_that_is_taken_is_refused_with_what_to_do() {
    given.tenant("acme");
    assertThat(run("tenants", "create", "acme", "--email", "b@acme.test")).isEqualTo(Stash.BROKEN);
    assertThat(err.toString()).contains("Choose another one");
  }

  @Test
  void an_address_that_is_none_takes_no_slug() {
    assertThat(run("tenants", "create", "acme", "--email", "nonsense"))
        .isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("not an e-mail address");
    assertThat(run("tenants", "create", "acme", "--email", "a@acme.test")).isZero();
  }

  @Test
  void careless_numbers_are_refused_before_anything_is_written() {
    given.tenant("acme");
    assertThat(run("keys", "create", "--tenant", "acme", "--days", "-1")).isEqualTo(2);
    assertThat(err.toString()).contains("--days", "3650");
    assertThat(run("migrate", "--parallel", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--parallel", "64");
  }

  @Test
  void an_export_that_cannot_be_written_says_where_it_was_to_go() {
    given.tenant("acme");
    assertThat(run("tenants", "export", "acme", "--to", "/dev/null/export.zip")).isEqualTo(2);
    assertThat(err.toString()).contains("/dev/null/export.zip", "--to").doesNotContain("\tat ");
  }

  @Test
  void a_slip_in_one_slug_makes_no_tenant_of_the_others() {
    assertThat(run("tenants", "seed", "acme", "Globex")).isEqualTo(2);
    assertThat(err.toString()).contains("Globex", "lower-case");
    assertThat(run("tenants", "show", "acme")).isEqualTo(Stash.COULD_NOT_RUN);
  }

  @Test
  void what_runs_on_this_machine_only_is_refused_elsewhere() {
    for (var command : new String[] {"demo", "up"}) {
      assertThat(run("--env", "dev", command)).isEqualTo(2);
      assertThat(err.toString()).contains("leave --env out");
    }
  }

  @Test
  void a_tenant_that_is_not_there_ends_with_two_and_says_where_to_look() {
    assertThat(run("tenants", "show", "nobody")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("tenants list");
  }

  @Test
  void a_command_runs_for_each_tenant_and_is_reported() {
    given.tenant("acme");
    given.clock().passes(Duration.ofSeconds(1));
    given.tenant("globex");
    assertThat(run("tenants", "run", "--json", "--", "keys", "create", "--role", "viewer"))
        .isZero();
    var report = answer();
    assertThat(report).hasSize(2);
    assertThat(report.findValuesAsText("tenant")).containsExactly("acme", "globex");
    assertThat(report.get(0).path("out").asText()).isNotEqualTo(report.get(1).path("out").asText());
  }

  @Test
  void one_tenant_that_fails_does_not_stop_the_others() {
    var acme = given.tenant("acme");
    given.clock().passes(Duration.ofSeconds(1));
    given.tenant("globex");
    var key = acme.key().keyId();
    assertThat(run("tenants", "run", "--json", "--", "keys", "revoke", key)).isEqualTo(2);
    var report = answer();
    assertThat(report.get(0).path("exit").asInt()).isZero();
    assertThat(report.get(1).path("exit").asInt()).isEqualTo(2);
  }

  @Test
  void a_revoked_key_is_revoked_again_without_a_word() {
    var acme = given.tenant("acme");
    assertThat(run("keys", "revoke", acme.key().keyId(), "--tenant", "acme")).isZero();
    assertThat(run("keys", "revoke", acme.key().keyId(), "--tenant", "acme")).isZero();
  }

  @Test
  void items_of_an_earlier_shape_are_counted_then_upgraded_then_passed_over() {
    var acme = given.tenant("acme");
    given.clock().passes(Duration.ofSeconds(1));
    given.tenant("globex");
    var version = acme.tenant().version();
    age(Tables.TENANTS, acme.id().value());
    assertThat(run("migrate", "--dry-run", "--json")).isZero();
    assertThat(answer().at("/tenants/0/tables/tenants/upgraded").asInt()).isEqualTo(1);
    assertThat(shape(acme.id().value())).isZero();
    assertThat(run("migrate", "--json")).isZero();
    assertThat(answer().at("/tenants/0/tables/tenants/upgraded").asInt()).isEqualTo(1);
    assertThat(shape(acme.id().value())).isPositive();
    assertThat(acme.tenant().version()).as("it is no new version").isEqualTo(version);
    assertThat(run("migrate", "--json")).isZero();
    assertThat(answer().findValuesAsText("doneBefore")).containsOnly("true");
  }

  @Test
  void only_tables_that_are_missing_keep_a_deployed_environment_from_migrating() {
    var environment = given.backend().environment();
    given.backend().dynamoDb().deleteTable(d -> d.tableName(environment.table(Tables.CLAIMS)));
    assertThat(run("migrate")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains(environment.table(Tables.CLAIMS), "deploy");
    new com.stash.store.CreatingTables(given.backend().dynamoDb(), environment).create();
  }

  @Test
  void what_a_session_was_given_on_its_input_is_not_printed() {
    assertThat(new Session(given.backend(), null, Path.of("."), "hush").toString())
        .doesNotContain("hush");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Stash.command(new Session(given.backend(), null, Path.of("."), ""))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private JsonNode answer() {
    return Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a tenant's record one of a shape that was before the first. */
  private void age(com.stash.store.TableStatement table, String tenant) {
    var item = new HashMap<>(item(tenant));
    item.put("schemaVersion", AttributeValue.fromN("0"));
    given
        .backend()
        .dynamoDb()
        .putItem(p -> p.tableName(given.backend().environment().table(table)).item(item));
  }

  private long shape(String tenant) {
    return Long.parseLong(
        item(tenant).getOrDefault("schemaVersion", AttributeValue.fromN("-1")).n());
  }

  private Map<String, AttributeValue> item(String tenant) {
    return given
        .backend()
        .dynamoDb()
        .getItem(
            g ->
                g.tableName(given.backend().environment().table(Tables.TENANTS))
                    .key(
                        Map.of(
                            "tenantId", AttributeValue.fromS(tenant),
                            "sk", AttributeValue.fromS("tenant"))))
        .item();
  }
}
