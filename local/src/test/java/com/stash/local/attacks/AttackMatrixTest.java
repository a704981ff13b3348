package com.stash.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Contract;
import com.stash.functions.api.Route;
import com.stash.identity.Role;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.local.Stash;
import com.stash.local.fixtures.Givens;
import com.stash.local.operator.Session;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every operation, every place in it that bears an id, every kind of id that is not the caller's,
 * every kind of caller: what is foreign and what never was get the same answer, byte for byte but
 * the request's id, and nothing is written.
 */
class AttackMatrixTest {
  /** So many probes there are at least; a new operation brings its own. */
  private static final int LEAST = 5_000;

  private static final Contract CONTRACT = Contract.load();
  private static final String CENTRAL = "localhost";
  private static final String UNSIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.";
  private static final String NEVER = "01KAT0000000000000000NEVER";

  private static Givens given;
  private static Target target;
  private static Estate acme;
  private static Estate globex;
  private static Estate erased;
  private static List<Intruder> intruders;

  @BeforeAll
  static void estates() {
    given = Givens.start();
    target = new Target(given);
    acme = Estate.of(given, target, CONTRACT, "acme");
    globex = Estate.of(given, target, CONTRACT, "globex");
    erased = Estate.of(given, target, CONTRACT, "initech");
    var suspended = Estate.of(given, target, CONTRACT, "hooli");
    suspended.tenant().isSuspended();
    command("tenants", "suspend", "initech", "--reason", "leaves");
    command("tenants", "offboard", "initech");
    command("tenants", "erase", "initech", "--force", "initech");
    var revoked = key("owner");
    command("keys", "revoke", revoked.path("id").asText(), "--tenant", "globex");
    var expired = key("owner", "--days", "1");
    given.clock().passes(Duration.ofDays(2));
    intruders =
        List.of(
            new Intruder("nobody", CENTRAL, null, null),
            new Intruder("a key that was mistyped", CENTRAL, globex.key() + "0", null),
            new Intruder("a revoked key", CENTRAL, revoked.path("apiKey").asText(), null),
            new Intruder("an expired key", CENTRAL, expired.path("apiKey").asText(), null),
            new Intruder("a suspended tenant", CENTRAL, suspended.key(), null),
            new Intruder("an erased tenant", CENTRAL, erased.key(), null),
            new Intruder("a token that nobody signed", CENTRAL, UNSIGNED, null),
            new Intruder("a key at a foreign host", acme.host(), globex.key(), null),
            new Intruder("a viewer", CENTRAL, key("viewer").path("apiKey").asText(), Role.VIEWER),
            new Intruder("an owner", globex.host(), globex.key(), Role.OWNER));
  }

  @AfterAll
  static void close() {
    given.close();
  }

  @Test
  void the_owner_of_a_thing_reaches_it_with_the_request_that_attacks_vary() {
    for (var route : CONTRACT.routes()) {
      var answer = target.send(acme.request(CONTRACT, route.operationId()));
      assertThat(answer.status())
          .as(route.key() + ": " + answer.bytes())
          .isNotIn(400, 401, 403, 404, 500);
    }
  }

  @Test
  void what_is_foreign_and_what_never_was_are_answered_alike_and_nothing_is_written() {
    var before = everything();
    var unknown = target.send(globex.request(CONTRACT, "readCaller").as(CENTRAL, null));
    var missing = target.send(globex.request(CONTRACT, "readCampaign").withId("campaignId", NEVER));
    assertThat(List.of(unknown.status(), missing.status())).containsExactly(401, 404);
    var probes = new TreeMap<String, Integer>();
    var notes = notes();
    int denials = 0;
    var faults = new ArrayList<String>();
    for (var route : CONTRACT.routes()) {
      probes.put(route.operationId(), 0);
      for (var intruder : intruders) {
        var alike = new LinkedHashMap<String, Target.Answer>();
        for (var variant : variants(route, intruder)) {
          var request =
              globex.request(CONTRACT, route.operationId()).as(intruder.host(), intruder.bearer());
          var answer = target.send(variant.change().apply(request));
          probes.merge(route.operationId(), 1, Integer::sum);
          denials += isDenial(route, answer) ? 1 : 0;
          var expected =
              !intruder.isKnown()
                  ? unknown
                  : intruder.may(route) && variant.place().startsWith("path ")
                      ? missing
                      : alike.computeIfAbsent(variant.place(), place -> answer);
          if (!answer.bytes().equals(expected.bytes())
              || (answer.status() < 400 && mustFail(variant))) {
            faults.add(
                "%s by %s, %s %s: %s"
                    .formatted(
                        route.key(), intruder, variant.place(), variant.name(), answer.bytes()));
          }
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(everything()).isEqualTo(before);
    assertThat(notes() - notes).isEqualTo(denials);
    assertThat(probes.values().stream().mapToInt(Integer::intValue).sum())
        .as(probes.toString())
        .isGreaterThanOrEqualTo(LEAST);
  }

  private static boolean isDenial(Route route, Target.Answer answer) {
    return answer.status() == 401
        || answer.status() == 403
        || (answer.status() == 404 && route.path().contains("{"));
  }

  /** Returns how many refusals are noted; the audit log has an entry of each. */
  private static int notes() {
    return items(Tables.DENIALS).size();
  }

  /** A route without a place for an id is attacked by whoever may not call it. */
  private static List<Variant> variants(Route route, Intruder intruder) {
    var variants = new ArrayList<>(Variant.of(route, globex, acme, erased));
    foreignCursor(route)
        .ifPresent(
            cursor ->
                variants.add(new Variant("cursor", "foreign", r -> r.withQuery("cursor", cursor))));
    if (variants.isEmpty() && !intruder.may(route)) {
      variants.add(new Variant("as it is", "", r -> r));
    }
    return variants;
  }

  /** Returns where the target's own list goes on. */
  private static Optional<String> foreignCursor(Route route) {
    if (route.query().stream().noneMatch(parameter -> parameter.name().equals("cursor"))) {
      return Optional.empty();
    }
    var first = acme.request(CONTRACT, route.operationId()).withQuery("limit", "1");
    var next = target.send(first).body().path("next").asText();
    return Optional.of(next).filter(text -> !text.isEmpty());
  }

  @Test
  void an_idempotency_key_that_another_tenant_used_is_a_fresh_one() {
    for (var operation : List.of("createCampaign", "announceDocument", "createCredential")) {
      var theirs = repeatable(acme, operation);
      var first = target.send(theirs);
      var ours = target.send(repeatable(globex, operation));
      assertThat(List.of(first.status(), ours.status())).as(ours.bytes()).containsOnly(201);
      assertThat(ours.body().path("id")).isNotEqualTo(first.body().path("id"));
      assertThat(target.send(theirs).body().path("id")).isEqualTo(first.body().path("id"));
    }
  }

  private static Request repeatable(Estate estate, String operation) {
    var request = estate.request(CONTRACT, operation).withHeader("idempotency-key", "shared");
    return switch (operation) {
      case "createCampaign" ->
          request.withBody(
              Samples.json(String.valueOf(request.body()).replace("another", "shared")));
      case "createCredential" ->
          request.withBody(
              Samples.json(String.valueOf(request.body()).replace("sample", "shared")));
      default -> request;
    };
  }

  private static boolean mustFail(Variant variant) {
    return !variant.place().startsWith("query ");
  }

  /** Returns a hash of all items of each table but those that remember refusals. */
  private static Map<String, String> everything() {
    var all = new TreeMap<String, String>();
    for (var table : Tables.ALL) {
      if (!Set.of("incidents", "denials", "key-uses").contains(table.name())) {
        var items =
            items(table).stream().map(item -> new TreeMap<>(item).toString()).sorted().toList();
        all.put(table.name(), items.size() + " " + Sha256.of(String.join("\n", items)));
      }
    }
    return all;
  }

  private static List<Map<String, AttributeValue>> items(TableStatement table) {
    return given
        .backend()
        .dynamoDb()
        .scanPaginator(
            s -> s.tableName(given.backend().environment().table(table)).consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  private static JsonNode key(String role, String... more) {
    var arguments = new ArrayList<>(List.of("keys", "create", "--tenant", "globex"));
    arguments.addAll(List.of("--role", role, "--json"));
    arguments.addAll(List.of(more));
    return Json.parse(command(arguments.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
  }

  private static String command(String... arguments) {
    var out = new StringWriter();
    var exit =
        Stash.command(new Session(given.backend(), null, Path.of("."), ""))
            .setOut(new PrintWriter(out))
            .execute(arguments);
    assertThat(exit).isZero();
    return out.toString();
  }
}
