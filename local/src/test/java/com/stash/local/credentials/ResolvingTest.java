package com.stash.local.credentials;

import static com.stash.local.credentials.Vault.CAMPAIGN;
import static com.stash.local.credentials.Vault.PROCESSOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.Asker;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Resolved;
import com.stash.credentials.Search.Step;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolvingTest {
  private static final List<Level> NARROW_TO_WIDE =
      List.of(Level.PROCESSOR, Level.CAMPAIGN, Level.TENANT, Level.SYSTEM);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Vault vault = new Vault();
  private final String key = "openai.key" + COUNT.incrementAndGet();
  private final TenantScope acme = vault.tenant(Tier.PROFESSIONAL);

  /** What can be at a level; the system's may be shared or not. */
  private enum Kind {
    ABSENT,
    DELETED,
    MARKER,
    ACTIVE,
    DISABLED,
    EXPIRED,
    KEPT,
    TOO_HIGH
  }

  @Test
  void the_table_resolves_every_combination_as_the_rules_say() {
    var own = List.of(Kind.ABSENT, Kind.DELETED, Kind.MARKER, Kind.ACTIVE, Kind.EXPIRED);
    int cases = 0;
    for (var system : List.of(Kind.ACTIVE, Kind.DISABLED, Kind.TOO_HIGH)) {
      for (var tenant : own) {
        for (var campaign : own) {
          for (var processor : own) {
            var kinds = List.of(processor, campaign, tenant, system);
            var name = "case." + cases++;
            for (int i = 0; i < kinds.size(); i++) {
              put(NARROW_TO_WIDE.get(i), name, kinds.get(i));
            }
            assertThat(resolved(name)).as(kinds.toString()).isEqualTo(expected(kinds));
          }
        }
      }
    }
    System.out.printf("resolving: %,d combinations in the table%n", cases);
    assertThat(cases).isEqualTo(5 * 5 * 5 * 3);
  }

  private static String expected(List<Kind> kinds) {
    for (int i = 0; i < kinds.size(); i++) {
      var level = NARROW_TO_WIDE.get(i).wire();
      switch (kinds.get(i)) {
        case ABSENT, DELETED, KEPT, TOO_HIGH -> {}
        case MARKER -> {
          return "credential_missing at " + level;
        }
        case ACTIVE -> {
          return "value of " + level;
        }
        case DISABLED -> {
          return "credential_disabled at " + level;
        }
        case EXPIRED -> {
          return "credential_expired at " + level;
        }
      }
    }
    return "credential_missing";
  }

  private String resolved(String name) {
    return switch (vault.job(name).resolve(acme, name)) {
      case Outcome.Done<Resolved>(var resolved) -> Vault.text(resolved);
      case Outcome.Refused<Resolved>(var refusal) -> {
        var at =
            NARROW_TO_WIDE.stream()
                .filter(level -> refusal.message().contains("at the " + level.wire() + " level"))
                .map(level -> " at " + level.wire())
                .findFirst();
        yield refusal.code() + at.orElse("");
      }
    };
  }

  private void put(Level level, String name, Kind kind) {
    if (kind == Kind.ABSENT) {
      return;
    }
    var scope = level == Level.SYSTEM ? vault.platform : acme;
    var shared =
        level != Level.SYSTEM || kind == Kind.KEPT
            ? null
            : kind == Kind.TOO_HIGH ? Tier.ENTERPRISE : Tier.PROFESSIONAL;
    var marker = kind == Kind.MARKER;
    var wish = new Wish(place(level), name, "openai", marker, marker ? null : shared, null);
    var credential =
        vault.create(scope, wish, marker ? null : "value of " + level.wire()).orThrow();
    var changing = vault.credentials.changing();
    switch (kind) {
      case DELETED -> changing.delete(scope, credential.id(), 1, null).orThrow();
      case DISABLED -> changing.disable(scope, credential.id(), 1, null).orThrow();
      case EXPIRED -> changing.expire(scope, credential.id(), 1, null).orThrow();
      default -> {}
    }
  }

  private CredentialScope place(Level level) {
    return switch (level) {
      case SYSTEM -> CredentialScope.system();
      case TENANT -> CredentialScope.tenant(acme.tenant());
      case CAMPAIGN -> CredentialScope.campaign(CAMPAIGN);
      case PROCESSOR -> CredentialScope.processor(PROCESSOR);
    };
  }

  @Test
  void a_processor_gets_only_the_keys_it_is_registered_for() {
    put(Level.TENANT, key, Kind.ACTIVE);
    put(Level.TENANT, "stripe.key", Kind.ACTIVE);
    assertThat(code(vault.job("stripe.key").resolve(acme, key)))
        .isEqualTo("credential_not_declared");
    assertThat(code(vault.job(key).resolve(acme, key))).isEqualTo("done");
    assertThat(code(vault.job(new String[0]).resolve(acme, key)))
        .isEqualTo("credential_not_declared");
  }

  @Test
  void a_system_credential_is_for_tenants_of_its_tier_and_above() {
    put(Level.SYSTEM, key, Kind.ACTIVE);
    assertThat(vault.resolve(vault.tenant(Tier.STARTER), key)).isEqualTo("credential_missing");
    assertThat(vault.resolve(acme, key)).isEqualTo("value of system");
    assertThat(vault.resolve(vault.tenant(Tier.ENTERPRISE), key)).isEqualTo("value of system");
  }

  @Test
  void an_explanation_says_of_each_level_why_and_names_the_winner() {
    put(Level.PROCESSOR, key, Kind.DELETED);
    put(Level.TENANT, key, Kind.ACTIVE);
    put(Level.SYSTEM, key, Kind.ACTIVE);
    long opened = vault.kmsCalls.calls("decrypt");
    var search = vault.credentials.searching().search(acme, PROCESSOR, CAMPAIGN, key);
    assertThat(said(search.steps()))
        .containsExactly(
            "processor skipped empty",
            "campaign skipped absent",
            "tenant taken active",
            "system not_reached decided");
    var winner = search.end().orElseThrow().credential();
    assertThat(winner).isNotNull().isEqualTo(vault.now(acme, Objects.requireNonNull(winner)));
    assertThat(vault.kmsCalls.calls("decrypt")).isEqualTo(opened);
  }

  @Test
  void a_search_that_begins_wider_leaves_the_narrow_levels_out() {
    assertThat(said(vault.credentials.searching().search(acme, null, null, key).steps()))
        .containsExactly("tenant skipped absent", "system skipped absent");
  }

  @Test
  void each_use_is_told_by_job_processor_and_version_without_a_write_for_each() {
    put(Level.TENANT, key, Kind.ACTIVE);
    var id = CredentialId.of(place(Level.TENANT), key);
    var credential = vault.credentials.all().find(acme, id).orElseThrow();
    var job = vault.job(key);
    long writes = vault.tableCalls.calls("putItem");
    for (int i = 0; i < 100; i++) {
      job.resolve(acme, key).orThrow().close();
    }
    vault.rotated(acme, credential, "the next value");
    for (int i = 0; i < 50; i++) {
      job.resolve(acme, key).orThrow().close();
    }
    job.finish(acme);
    job.finish(acme);
    var uses = vault.credentials.uses().list(acme, id, Page.Request.first(10)).items();
    assertThat(uses)
        .extracting(use -> use.processor() + " v" + use.valueVersion() + " " + use.reads())
        .containsExactlyInAnyOrder(PROCESSOR + " v1 100", PROCESSOR + " v2 50");
    assertThat(vault.tableCalls.calls("putItem") - writes).isEqualTo(1 + 2 + 2);
  }

  @Test
  void a_job_that_runs_again_counts_on() {
    put(Level.SYSTEM, key, Kind.ACTIVE);
    var id = CredentialId.of(CredentialScope.system(), key);
    var asker = new Asker(PROCESSOR, Set.of(key), CAMPAIGN, vault.ids.ulid());
    for (int run = 0; run < 3; run++) {
      var job = vault.credentials.resolving().of(asker);
      job.resolve(acme, key).orThrow().close();
      job.resolve(acme, key).orThrow().close();
      job.finish(acme);
    }
    var uses = vault.credentials.uses().list(acme, id, Page.Request.first(10)).items();
    assertThat(uses).hasSize(1).first().matches(use -> use.reads() == 6);
    assertThat(vault.credentials.uses().list(vault.platform, id, Page.Request.first(10)).items())
        .isEmpty();
  }

  private static List<String> said(List<Step> steps) {
    var said = new ArrayList<String>();
    steps.forEach(
        s ->
            said.add(
                s.place().level().wire() + " " + s.verdict().wire() + " " + s.reason().wire()));
    return said;
  }

  private static @Nullable String code(Outcome<Resolved> outcome) {
    return switch (outcome) {
      case Outcome.Refused<Resolved>(var refusal) -> refusal.code();
      case Outcome.Done<Resolved>(var resolved) -> {
        resolved.close();
        yield "done";
      }
    };
  }
}
