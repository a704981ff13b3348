package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.Campaign;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialState;
import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.Body;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionId;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.ProcessorRef;
import com.stash.processors.RegisteredProcessor;
import com.stash.store.DynamoProcessors;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Verdict;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Two tenants, and the second sees nothing of the first, by whatever it knows. */
class IsolationTest {
  private static final Page.Request PAGE = Page.Request.first(100);
  private static final CredentialScope SYSTEM =
      new CredentialScope(CredentialScope.Level.SYSTEM, "");

  private static Givens given;
  private static GivenTenant acme;
  private static GivenTenant globex;
  private static Campaign invoices;
  private static Document invoice;
  private static Job job;

  @BeforeAll
  static void start() {
    given = Givens.start();
    acme = given.tenant("acme");
    globex = given.tenant("globex");
    invoices = acme.campaign("invoices");
    invoice = acme.uploads(invoices, "invoice.txt", "Total 7".getBytes(UTF_8));
    job = acme.job(invoice);
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  @Test
  void two_tenants_with_one_campaign_each_see_one() {
    var receipts = globex.campaign("invoices");
    assertThat(given.stores().campaigns().list(acme.scope(), PAGE).items())
        .containsExactly(invoices);
    assertThat(given.stores().campaigns().list(globex.scope(), PAGE).items())
        .containsExactly(receipts);
  }

  @Test
  void a_document_is_invisible_to_another_tenant() {
    var documents = given.stores().documents();
    var waiting = acme.announces(invoices, "later.txt", new byte[] {1}).document();
    assertThat(documents.find(acme.scope(), invoice.id())).contains(invoice);
    assertThat(documents.list(acme.scope(), invoices.id(), PAGE).items()).contains(invoice);
    assertThat(documents.awaited(acme.scope(), 9)).containsExactly(waiting.id());
    assertThat(documents.find(globex.scope(), invoice.id())).isEmpty();
    assertThat(documents.list(globex.scope(), invoices.id(), PAGE).items()).isEmpty();
    assertThat(documents.awaited(globex.scope(), 9)).isEmpty();
  }

  @Test
  void a_job_is_invisible_to_another_tenant() {
    var jobs = given.stores().jobs();
    assertThat(jobs.find(acme.scope(), job.id())).contains(job);
    assertThat(jobs.list(acme.scope(), invoice.id(), PAGE).items()).containsExactly(job);
    assertThat(jobs.live(acme.scope(), 9)).containsExactly(job.id());
    assertThat(jobs.find(globex.scope(), job.id())).isEmpty();
    assertThat(jobs.list(globex.scope(), invoice.id(), PAGE).items()).isEmpty();
    assertThat(jobs.live(globex.scope(), 9)).isEmpty();
  }

  @Test
  void a_campaign_and_its_pipeline_are_invisible_to_another_tenant() {
    var campaigns = given.stores().campaigns();
    assertThat(campaigns.find(acme.scope(), invoices.id())).contains(invoices);
    assertThat(campaigns.revision(acme.scope(), invoices.id(), 1)).isPresent();
    assertThat(campaigns.find(globex.scope(), invoices.id())).isEmpty();
    assertThat(campaigns.revision(globex.scope(), invoices.id(), 1)).isEmpty();
  }

  @Test
  void executions_and_results_are_invisible_to_another_tenant() {
    var stamp = acme.scope().created(given.clock().instant());
    var id = new JobId(invoice.id(), given.ids().ulid());
    var body = Body.Inline.of(Json.gzip(Json.object()));
    var execution =
        new Execution(
            new ExecutionId(id, "read", 1),
            new ProcessorRef("ocr", 1),
            ExecutionState.COMPLETED,
            Sha256.of("in"),
            body,
            "page",
            1,
            0,
            MicroCredits.ZERO,
            "p",
            1,
            null,
            stamp);
    var result = new DocumentResult(id, body, stamp);
    create(acme.scope(), execution, result);
    var executions = given.stores().executions();
    assertThat(executions.of(acme.scope(), id)).containsExactly(execution);
    assertThat(executions.result(acme.scope(), id)).contains(result);
    assertThat(executions.of(globex.scope(), id)).isEmpty();
    assertThat(executions.result(globex.scope(), id)).isEmpty();
  }

  @Test
  void keys_users_credentials_and_processors_are_invisible_to_another_tenant() {
    var stamp = acme.scope().created(given.clock().instant());
    var secret =
        new Credential(
            SYSTEM, "k", "p", CredentialState.EMPTY, true, null, List.of(), List.of(), stamp);
    var ocr = new BuiltInProcessors(Json.MAPPER).find(new ProcessorRef("ocr", 1)).orElseThrow();
    var mine =
        new RegisteredProcessor(ocr, "built-in", false, RegisteredProcessor.Status.ACTIVE, stamp);
    create(acme.scope(), secret, mine);
    var keys = given.stores().keys();
    var users = given.stores().users();
    var credentials = given.stores().credentials().all();
    var processors = new DynamoProcessors(given.stores().tables());
    assertThat(keys.find(acme.scope(), acme.key().keyId())).isPresent();
    assertThat(keys.find(globex.scope(), acme.key().keyId())).isEmpty();
    assertThat(users.list(acme.scope(), PAGE).items())
        .extracting(user -> user.email())
        .containsExactly("owner@acme.test");
    assertThat(users.list(globex.scope(), PAGE).items())
        .extracting(user -> user.email())
        .containsExactly("owner@globex.test");
    assertThat(credentials.find(acme.scope(), secret.id())).contains(secret);
    assertThat(credentials.find(globex.scope(), secret.id())).isEmpty();
    assertThat(processors.list(acme.scope(), PAGE).items())
        .extracting(RegisteredProcessor::key)
        .containsExactly(mine.key());
    assertThat(processors.list(globex.scope(), PAGE).items()).isEmpty();
  }

  @Test
  void use_and_money_are_invisible_to_another_tenant() {
    var initech = given.tenant("initech");
    var usage = given.stores().usage();
    initech.gets(new MicroCredits(77));
    assertThat(usage.list(initech.scope(), PAGE).items()).hasSize(2);
    assertThat(usage.spending(initech.scope()).balance())
        .isEqualTo(new MicroCredits(1_000_000_077));
    assertThat(usage.spending(globex.scope()).balance()).isEqualTo(new MicroCredits(1_000_000_000));
    assertThat(usage.list(globex.scope(), PAGE).items()).hasSize(1);
    var march = YearMonth.of(2026, 3);
    assertThat(usage.month(initech.scope(), march))
        .extracting(line -> line.counter().events())
        .containsExactly(2L);
    assertThat(usage.month(globex.scope(), march))
        .extracting(line -> line.counter().events())
        .containsExactly(1L);
  }

  @Test
  void objects_are_invisible_to_another_tenant(@TempDir Path folder) {
    var objects = given.stores().objects();
    var arrived = java.util.Objects.requireNonNull(invoice.arrived());
    var pin = arrived.storageVersion();
    assertThat(objects.get(acme.scope(), invoice.object())).asString(UTF_8).isEqualTo("Total 7");
    assertThat(objects.download(acme.scope(), invoice.object(), pin, folder.resolve("a"))).isTrue();
    assertThat(objects.download(globex.scope(), invoice.object(), pin, folder.resolve("b")))
        .isFalse();
    assertThat(objects.read(globex.scope(), invoice.object(), (_, _, version) -> version))
        .isEmpty();
    assertThatThrownBy(() -> objects.get(globex.scope(), invoice.object()))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void a_foreign_document_is_neither_changed_nor_hidden() {
    var stolen =
        new Replace(
            invoice.processing(globex.scope().changed(invoice.stamp(), given.clock().instant())));
    assertThat(given.stores().transactions().commit(globex.scope(), stolen))
        .isEqualTo(new Verdict.Clashed(stolen, null));
    assertThat(acme.document(invoice.id())).isEqualTo(invoice);
  }

  @Test
  void the_cursor_of_another_list_is_refused() {
    var other = acme.campaign("receipts");
    var documents = given.stores().documents();
    assertThatThrownBy(
            () -> documents.list(acme.scope(), other.id(), new Page.Request(5, invoice.id().key())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> given.stores().audit().list(acme.scope(), new Page.Request(5, "head")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_foreign_cursor_shows_nothing_foreign() {
    var page =
        given
            .stores()
            .documents()
            .list(globex.scope(), invoices.id(), new Page.Request(5, invoice.id().key() + "Z"));
    assertThat(page).isEqualTo(new Page<>(List.of(), java.util.Optional.empty()));
  }

  private static void create(TenantScope scope, com.stash.kernel.Entity... entities) {
    for (var entity : entities) {
      given.stores().transactions().commit(scope, new Create(entity)).orThrow();
    }
  }
}
