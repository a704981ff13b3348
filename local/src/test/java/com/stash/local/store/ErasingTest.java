package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.documents.ObjectKey;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.lifecycle.ErasureCertificate;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.local.fixtures.Killing;
import com.stash.local.fixtures.Killing.Killed;
import com.stash.store.LifecycleStores;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import com.stash.tenancy.HostName;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** A tenant leaves: with its data, for good, and without a trace but a certificate. */
class ErasingTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final Slug slug = new Slug("leaving-" + TENANTS.incrementAndGet());
  private final GivenTenant acme = given().tenant(slug.value());
  private final GivenTenant globex = given().tenant("stays-" + TENANTS.incrementAndGet());

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  private static Givens given() {
    return given;
  }

  @Test
  void nothing_is_erased_before_the_grace_period_is_over_unless_the_slug_is_typed() {
    assertThat(said(erase(null))).isEqualTo("not_offboarding");
    assertThat(said(erase(slug))).isEqualTo("not_offboarding");
    offboard();
    assertThat(said(erase(null))).isEqualTo("grace_not_over");
    assertThat(said(erase(new Slug("other")))).isEqualTo("grace_not_over");
    assertThat(rows()).isNotEmpty();
    given.clock().passes(Duration.ofDays(30));
    assertThat(said(erase(null))).isEqualTo("done");
  }

  @Test
  void an_erased_tenant_leaves_a_tombstone_and_a_certificate_and_others_keep_all() {
    filled();
    var theirs = globex.uploads(globex.campaign("invoices"), "b.txt", TEXT);
    var before = rows(globex);
    offboard();
    var counts = lifecycle().erasing().look(platform(), acme.id(), slug).orThrow();
    assertThat(counts).containsEntry("documents", 2L).containsEntry("objects", 3L);
    var certificate = erase(slug).orThrow();
    assertThat(certificate.before()).isEqualTo(counts);
    assertThat(certificate.after()).containsOnlyKeys(counts.keySet());
    assertThat(certificate.after().values()).containsOnly(0L);
    assertThat(certificate.forced()).isTrue();
    assertThat(certificate.endedAt()).isNotNull();
    assertThat(rows()).containsOnlyKeys("tenants");
    assertThat(objects(acme)).isZero();
    var tombstone = given.stores().tenants().find(acme.id()).orElseThrow();
    assertThat(tombstone.state()).isEqualTo(TenantState.ERASED);
    assertThat(Rows.of(given, Tables.TENANTS, acme.id()).toString())
        .doesNotContain("owner@", "S=" + slug);
    assertThat(rows(globex)).isEqualTo(before);
    assertThat(globex.document(theirs.id())).isEqualTo(theirs);
    assertThat(erase(null).orThrow()).isEqualTo(certificate);
  }

  @Test
  void names_are_free_again_after_the_quarantine_and_not_before() {
    offboard();
    erase(slug).orThrow();
    assertThat(given.stores().tenants().owner(slug)).isEmpty();
    given.clock().passes(Duration.ofSeconds(6));
    assertThat(given.stores().tenants().owner(new HostName(slug + ".stash.test"))).isEmpty();
    assertThatThrownBy(() -> given.tenant(slug.value())).hasMessageContaining("slug_taken");
    given.clock().passes(Duration.ofDays(90));
    assertThat(given.tenant(slug.value()).id()).isNotEqualTo(acme.id());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 12, 20})
  void an_erasing_that_is_killed_anywhere_is_run_again_and_ends_the_same(int kill) {
    filled();
    offboard();
    var steps = new AtomicInteger();
    Consumer<String> progress =
        _ -> {
          if (steps.incrementAndGet() == kill) {
            throw new Killed();
          }
        };
    try {
      lifecycle()
          .with(new Killing(given.stores().transactions(), kill, true))
          .erasing()
          .erase(platform(), acme.id(), slug, progress);
    } catch (Killed e) {
      // The process is gone.
    }
    if (acme.tenant().standing().isGone()) {
      assertThat(said(lifecycle().offboarding().cancel(platform(), acme.id(), null, "no")))
          .isEqualTo("tenant_gone");
    }
    var certificate = erase(slug).orThrow();
    assertThat(certificate.before()).containsEntry("documents", 2L).containsEntry("objects", 3L);
    assertThat(certificate.after().values()).containsOnly(0L);
    assertThat(rows()).containsOnlyKeys("tenants");
    assertThat(objects(acme)).isZero();
  }

  @Test
  void late_records_and_uploads_of_an_erased_tenant_bring_nothing_back() {
    var campaign = acme.campaign("invoices");
    acme.uploads(campaign, "a.txt", TEXT);
    var document = Rows.of(given, Tables.DOCUMENTS, acme.id()).getFirst();
    var grant = Rows.of(given, Tables.CREDIT_GRANTS, acme.id()).getFirst();
    offboard();
    erase(slug).orThrow();
    var late =
        Events.streamed(
            Events.changed(given, Tables.DOCUMENTS, document, null),
            Events.changed(given, Tables.DOCUMENTS, null, document),
            Events.changed(given, Tables.CREDIT_GRANTS, null, grant));
    var audited = new AuditHandler(given.backend()).handleRequest(late, given.invocation());
    var booked = new UsageHandler(given.backend()).handleRequest(late, given.invocation());
    assertThat(audited.getBatchItemFailures()).isEmpty();
    assertThat(booked.getBatchItemFailures()).isEmpty();
    acme.sends(new ObjectKey.Inbox(campaign.id(), "late.txt"), TEXT);
    assertThat(rows()).containsOnlyKeys("tenants");
    assertThat(objects(acme)).isZero();
    assertThat(
            given
                .backend()
                .s3()
                .listObjectsV2(
                    l -> l.bucket(given.backend().environment().bucket()).prefix("set-aside/"))
                .contents())
        .isEmpty();
  }

  @Test
  void a_tenant_that_was_never_whole_is_erased_with_its_slug_typed() {
    var broken =
        lifecycle()
            .provisioning(
                _ -> {
                  throw new IllegalStateException("no key");
                });
    var half = new Slug("half-" + slug);
    var wish =
        new com.stash.provisioning.ProvisioningTenants.Wish(
            half, "n", "a@b.test", com.stash.tenancy.Tier.STARTER);
    broken.provision(wish, given.operator(), given.backend().random());
    var id = given.stores().tenants().owner(half).orElseThrow();
    assertThat(said(lifecycle().erasing().erase(platform(), id, null, _ -> {})))
        .isEqualTo("slug_not_typed");
    lifecycle().erasing().erase(platform(), id, half, _ -> {}).orThrow();
    assertThat(given.stores().tenants().find(id).map(Tenant::state)).contains(TenantState.ERASED);
  }

  @Test
  void an_export_has_every_row_and_object_with_its_hash_and_no_secret(@TempDir Path temp)
      throws IOException {
    filled();
    var files = new LinkedHashMap<String, ByteArrayOutputStream>();
    var told = new ArrayList<String>();
    var exported =
        lifecycle()
            .exporting()
            .export(
                acme.scope(),
                name -> {
                  OutputStream out = new ByteArrayOutputStream();
                  files.put(name, (ByteArrayOutputStream) out);
                  return out;
                },
                temp.resolve("spool"),
                told::add);
    var manifest = lines(files, "manifest.jsonl");
    assertThat(exported.objects()).isEqualTo(3);
    assertThat(told).contains("documents: 2 rows", "objects: 3");
    var hashes =
        files.entrySet().stream()
            .filter(f -> !f.getKey().equals("manifest.jsonl"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, f -> Sha256.of(f.getValue().toByteArray()).hex()));
    assertThat(
            manifest.stream()
                .map(line -> Json.parse(line.getBytes(UTF_8)))
                .collect(
                    Collectors.toMap(
                        line -> line.path("file").asText(), line -> line.path("sha256").asText())))
        .isEqualTo(hashes);
    assertThat(lines(files, "documents.jsonl")).hasSize(2);
    assertThat(lines(files, "api-keys.jsonl")).hasSize(1);
    var everything =
        files.values().stream().map(f -> f.toString(UTF_8)).collect(Collectors.joining("\n"));
    assertThat(everything)
        .doesNotContain("secretHash", acme.key().secretHash().hex(), "sealed")
        .contains("Total 7", "owner@" + slug + ".test")
        .doesNotContain(globex.id().value());
  }

  private static List<String> lines(Map<String, ByteArrayOutputStream> files, String name) {
    return java.util.Objects.requireNonNull(files.get(name)).toString(UTF_8).lines().toList();
  }

  /** Two documents, their objects, and one that belongs to nothing and has an odd name. */
  private void filled() {
    var campaign = acme.campaign("invoices");
    acme.uploads(campaign, "a.txt", TEXT);
    acme.drops(campaign, "b.txt", "Total 8".getBytes(UTF_8));
    var bucket = given.backend().environment().bucket();
    given
        .backend()
        .s3()
        .putObject(
            p -> p.bucket(bucket).key("tenants/" + acme.id() + "/odd name ü"),
            RequestBody.fromBytes(TEXT));
  }

  private void offboard() {
    lifecycle()
        .offboarding()
        .offboard(platform(), acme.id(), null, "left", Duration.ofDays(30))
        .orThrow();
    given.clock().passes(Duration.ofSeconds(6));
  }

  private Outcome<ErasureCertificate> erase(@org.jspecify.annotations.Nullable Slug typed) {
    return lifecycle().erasing().erase(platform(), acme.id(), typed, _ -> {});
  }

  private Map<String, Integer> rows() {
    return rows(acme);
  }

  private static Map<String, Integer> rows(GivenTenant tenant) {
    var rows = new LinkedHashMap<String, Integer>();
    for (TableStatement table : Tables.ALL) {
      if (!table.equals(Tables.NAMES)) {
        var found = Rows.of(given, table, tenant.id()).size();
        if (found > 0) {
          rows.put(table.name(), found);
        }
      }
    }
    return rows;
  }

  private static int objects(GivenTenant tenant) {
    var bucket = given.backend().environment().bucket();
    return given
        .backend()
        .s3()
        .listObjectsV2(l -> l.bucket(bucket).prefix("tenants/" + tenant.id() + "/"))
        .contents()
        .size();
  }

  private static LifecycleStores lifecycle() {
    return given.stores().lifecycle();
  }

  private static PlatformScope platform() {
    return given.stores().gate().platform(given.operator());
  }

  private static String said(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var refusal) ? refusal.code() : "done";
  }
}
