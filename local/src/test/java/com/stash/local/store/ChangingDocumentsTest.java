package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.CancellingDocuments;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.DocumentTarget;
import com.stash.pipeline.Execution;
import com.stash.pipeline.Executions;
import com.stash.pipeline.ReprocessingDocuments;
import com.stash.pipeline.ReviewingDocuments;
import com.stash.pipeline.ReviewingDocuments.Decision;
import com.stash.processors.Processor;
import com.stash.processors.Result;
import com.stash.store.Tables;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person may do with a document that came: stop it, have it done again, judge it. */
class ChangingDocumentsTest {
  private static final String READ_AND_OUT =
      "{'steps':[{'id':'read','processor':'text-extraction@1'},"
          + "{'id':'out','processor':'export@1','config':{'data':'{{read.text}}'}%s}]}";
  private static final String TWO_STEPS = READ_AND_OUT.formatted("");
  private static final String REVIEWED = READ_AND_OUT.formatted(",'onError':'review'");
  private static final MicroCredits READING = new MicroCredits(3_000);
  private static final MicroCredits BOTH = new MicroCredits(3_300);

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final GivenTenant acme = given().tenant("acme" + TENANTS.incrementAndGet());
  private final List<String> ran = new ArrayList<>();

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
  void a_document_that_waits_is_cancelled_and_its_message_starts_nothing() {
    var document = uploaded(TWO_STEPS);
    var cancelled = cancelling().cancel(acme.scope(), target(document)).orThrow();
    assertThat(cancelled).isEqualTo(acme.document(document.id()));
    assertThat(cancelled.state()).isEqualTo(DocumentState.CANCELLED);
    assertThat(acme.job(document).state()).isEqualTo(JobState.CANCELLED);
    assertThat(run(document, works(), works())).isZero();
    assertThat(ran).isEmpty();
    assertThat(code(cancelling().cancel(acme.scope(), target(cancelled)))).isEqualTo("wrong_state");
  }

  @Test
  void a_runner_whose_document_is_cancelled_records_nothing_more_and_its_step_is_not_charged() {
    var document = uploaded(TWO_STEPS);
    Machines.Work cancels =
        _ -> {
          cancelling().cancel(acme.scope(), target(acme.document(document.id()))).orThrow();
          return Machines.done("too late");
        };
    assertThat(run(document, works(), cancels)).as("the message comes again").isOne();
    assertThat(run(document, works(), works())).as("and is over").isZero();
    assertThat(ran).containsExactly("text-extraction@1", "export@1");
    var cancelled = acme.document(document.id());
    assertThat(cancelled.state()).isEqualTo(DocumentState.CANCELLED);
    assertThat(cancelled.totals().cost()).isEqualTo(READING);
    assertThat(executions(document)).extracting(e -> e.id().step()).containsExactly("read");
    assertThat(runsAtOnce()).as("slots that are taken").isZero();
  }

  @Test
  void what_a_runner_records_while_it_is_cancelled_is_counted() {
    var document = uploaded(TWO_STEPS);
    Machines.Work cancels =
        _ -> {
          var late = cancelling(new SeesNothingAtFirst(given.stores().executions()));
          late.cancel(acme.scope(), target(acme.document(document.id()))).orThrow();
          return Machines.done("too late");
        };
    run(document, works(), cancels);
    assertThat(acme.document(document.id()).totals().cost()).isEqualTo(READING);
  }

  @Test
  void of_eight_who_cancel_at_once_all_are_told_the_same_and_it_happens_once() throws Exception {
    var document = uploaded(TWO_STEPS);
    var target = new DocumentTarget(document.id(), document.version(), request("k", "{}"));
    var answers = AtOnce.on(8, _ -> cancelling().cancel(acme.scope(), target).orThrow());
    assertThat(answers).containsOnly(acme.document(document.id()));
    assertThat(acme.document(document.id()).version()).isEqualTo(document.version() + 1);
  }

  @Test
  void a_document_is_processed_again_on_the_revision_that_is_active_now() {
    var document = uploaded(TWO_STEPS);
    run(document, works(), works());
    var campaign = given.stores().campaigns().find(acme.scope(), document.id().campaign());
    var revised =
        given
            .revisingPipelines()
            .revise(
                acme.scope(),
                document.id().campaign(),
                campaign.orElseThrow().version(),
                Json.parse(GivenTenant.READ.replace('\'', '"').getBytes(UTF_8)),
                null)
            .orThrow();
    given
        .revisingPipelines()
        .publish(acme.scope(), document.id().campaign(), revised.version(), null)
        .orThrow();

    var first = acme.job(document);
    var queued = reprocess(acme.document(document.id())).orThrow();
    assertThat(queued.state()).isEqualTo(DocumentState.QUEUED);
    var second = acme.job(document);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.trigger()).isEqualTo(Job.Trigger.REPROCESS);
    assertThat(run(document, works(), works())).isZero();
    var again = acme.document(document.id());
    assertThat(again.state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(again.totals().cost()).as("both jobs").isEqualTo(BOTH.plus(READING));
  }

  @Test
  void only_what_is_over_is_processed_again_and_only_where_documents_are_taken_and_paid_for() {
    var document = uploaded(TWO_STEPS);
    assertThat(code(reprocess(document))).isEqualTo("wrong_state");
    run(document, works(), works());
    var completed = acme.document(document.id());
    acme.agrees(plan -> plan.onTrialUntil(given.clock().instant()));
    assertThat(code(reprocess(completed))).isEqualTo("trial_over");
    acme.agrees(plan -> plan.onTrialUntil(null));
    var campaign =
        given.stores().campaigns().find(acme.scope(), document.id().campaign()).orElseThrow();
    acme.pauses(campaign);
    assertThat(code(reprocess(completed))).isEqualTo("wrong_state");
    assertThat(acme.document(document.id())).isEqualTo(completed);
  }

  @Test
  void a_linked_duplicate_that_is_processed_has_a_result_of_its_own() {
    var campaign = acme.campaign("letters", TWO_STEPS);
    var original = given.factories().document(acme.scope(), campaign).completed();
    var copy = given.factories().document(acme.scope(), campaign).linkedTo(original);
    var queued = reprocess(copy).orThrow();
    assertThat(queued.duplicateOf()).isNull();
    run(queued, works(), works());
    assertThat(acme.document(copy.id()).state()).isEqualTo(DocumentState.COMPLETED);
  }

  @Test
  void a_retry_does_what_failed_and_each_execution_is_counted_once() {
    var document = uploaded(TWO_STEPS);
    run(document, works(), refuses());
    var failed = acme.document(document.id());
    assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
    assertThat(failed.totals().cost()).isEqualTo(READING);

    var retried = retry(failed).orThrow();
    assertThat(retried.state()).isEqualTo(DocumentState.QUEUED);
    assertThat(retried.currentJob()).isEqualTo(failed.currentJob());
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.trigger()).isEqualTo(Job.Trigger.RETRY);
    assertThat(job.maxAttempts() - job.attempt()).isEqualTo(Job.MAX_ATTEMPTS);
    assertThat(job.errors()).hasSize(1);
    ran.clear();
    assertThat(run(document, works(), works())).isZero();
    assertThat(ran).as("the reading is reused").containsExactly("export@1");
    var completed = acme.document(document.id());
    assertThat(completed.state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(completed.totals().cost()).isEqualTo(BOTH);
    assertThat(code(retry(completed))).isEqualTo("no_failed_job");
  }

  @Test
  void a_message_of_before_a_retry_starts_nothing_and_buries_nothing() {
    var document = uploaded(TWO_STEPS);
    var before = Events.sqs(acme.id(), acme.job(document));
    run(document, works(), refuses());
    retry(acme.document(document.id())).orThrow();
    ran.clear();
    assertThat(handled(before, works(), works())).isZero();
    new DeadLetterHandler(given.backend()).handleRequest(before, given.invocation());
    assertThat(ran).isEmpty();
    assertThat(acme.job(document).state()).isEqualTo(JobState.QUEUED);
    assertThat(run(document, works(), works())).isZero();
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.COMPLETED);
  }

  @Test
  void bytes_whose_first_document_was_cancelled_are_processed_when_they_come_again() {
    for (var duplicates : List.of(Duplicates.LINK, Duplicates.REJECT)) {
      var settings = new CampaignSettings(List.of(), 10L << 20, duplicates, 90);
      var campaign = acme.campaign("once-" + duplicates.wire(), settings);
      var first = acme.uploads(campaign, "a.txt", "same".getBytes(UTF_8));
      cancelling().cancel(acme.scope(), target(first)).orThrow();
      var second = acme.uploads(campaign, "b.txt", "same".getBytes(UTF_8));
      assertThat(second.state()).isEqualTo(DocumentState.QUEUED);
      assertThat(acme.job(second).state()).isEqualTo(JobState.QUEUED);
    }
  }

  @Test
  void the_same_request_again_makes_no_second_job() {
    var document = uploaded(TWO_STEPS);
    run(document, works(), works());
    var completed = acme.document(document.id());
    var target = new DocumentTarget(completed.id(), completed.version(), request("again", "{}"));
    var first = reprocessing().reprocess(acme.scope(), target).orThrow();
    assertThat(reprocessing().reprocess(acme.scope(), target)).isEqualTo(Outcome.done(first));
    var other = new DocumentTarget(completed.id(), completed.version(), request("again", "{ }"));
    assertThat(code(reprocessing().reprocess(acme.scope(), other)))
        .isEqualTo("idempotency_key_reused");
    assertThat(code(reprocess(completed))).isEqualTo("stale_version");
    assertThat(given.stores().jobs().live(acme.scope(), 9)).hasSize(1);
  }

  @Test
  void a_step_that_asks_for_review_leaves_the_result_to_a_person() {
    for (var decision : Decision.values()) {
      ran.clear();
      var document = uploaded(decision.name().toLowerCase(Locale.ROOT), REVIEWED);
      assertThat(run(document, works(), refuses())).isZero();
      var waiting = acme.document(document.id());
      assertThat(waiting.state()).isEqualTo(DocumentState.AWAITING_REVIEW);
      assertThat(requireNonNull(waiting.reason()).message())
          .isEqualTo("The step out failed: It cannot be written.");
      assertThat(waiting.totals().cost()).isEqualTo(READING);
      assertThat(acme.job(document).state()).isEqualTo(JobState.COMPLETED);
      assertThat(result(document)).isPresent();

      var reviewed =
          reviewing().review(acme.scope(), target(waiting), decision, "As on page 2.").orThrow();
      assertThat(reviewed).isEqualTo(acme.document(document.id()));
      assertThat(reviewed.state())
          .isEqualTo(decision == Decision.ACCEPT ? DocumentState.COMPLETED : DocumentState.FAILED);
      assertThat(requireNonNull(reviewed.reason()).message()).isEqualTo("As on page 2.");
      assertThat(reviewed.totals()).isEqualTo(waiting.totals());
      assertThat(code(reviewing().review(acme.scope(), target(reviewed), decision, "Twice.")))
          .isEqualTo("wrong_state");
      assertThat(reprocess(reviewed).orThrow().state()).isEqualTo(DocumentState.QUEUED);
    }
  }

  @Test
  void what_waits_for_a_person_can_be_cancelled_and_is_not_counted_twice() {
    var document = uploaded(REVIEWED);
    run(document, works(), refuses());
    var waiting = acme.document(document.id());
    var cancelled = cancelling().cancel(acme.scope(), target(waiting)).orThrow();
    assertThat(cancelled.state()).isEqualTo(DocumentState.CANCELLED);
    assertThat(cancelled.totals()).isEqualTo(waiting.totals());
  }

  @Test
  void the_slot_of_a_cancelled_job_goes_to_the_next_one_that_waits() {
    acme.agrees(plan -> plan.with(new LimitOverrides(null, null, null, 1, null)));
    var campaign = acme.campaign("letters", TWO_STEPS);
    var first = acme.uploads(campaign, "a.txt", "one".getBytes(UTF_8));
    var second = acme.uploads(campaign, "b.txt", "two".getBytes(UTF_8));
    Machines.Work cancels =
        _ -> {
          assertThat(run(second, works(), works())).as("put off").isZero();
          var before = acme.job(second).version();
          cancelling().cancel(acme.scope(), target(acme.document(first.id()))).orThrow();
          assertThat(acme.job(second).version()).as("sent again").isEqualTo(before + 1);
          return Machines.done("too late");
        };
    run(first, cancels, works());
    assertThat(run(second, works(), works())).isZero();
    assertThat(acme.document(second.id()).state()).isEqualTo(DocumentState.COMPLETED);
  }

  /** Reads the executions as somebody does who looks just before the runner writes one. */
  private static final class SeesNothingAtFirst implements Executions {
    private final Executions real;
    private boolean asked;

    SeesNothingAtFirst(Executions real) {
      this.real = real;
    }

    @Override
    public List<Execution> of(TenantScope scope, JobId job) {
      var first = !asked;
      asked = true;
      return first ? List.of() : real.of(scope, job);
    }

    @Override
    public Optional<DocumentResult> result(TenantScope scope, JobId job) {
      return real.result(scope, job);
    }
  }

  private Document uploaded(String pipeline) {
    return uploaded("letters", pipeline);
  }

  private Document uploaded(String campaign, String pipeline) {
    return acme.uploads(acme.campaign(campaign, pipeline), "a.txt", "Total 7".getBytes(UTF_8));
  }

  private static Machines.Work works() {
    return _ -> Machines.done("Total 7");
  }

  private static Machines.Work refuses() {
    return _ -> new Result.Refused(ErrorClass.PERMANENT, "unwritable", "It cannot be written.");
  }

  /** Runs the current job and returns how many messages come again. */
  private int run(Document document, Machines.Work reading, Machines.Work exporting) {
    return handled(Events.sqs(acme.id(), acme.job(document)), reading, exporting);
  }

  private int handled(SQSEvent message, Machines.Work reading, Machines.Work exporting) {
    var processors = List.of(noted("text-extraction@1", reading), noted("export@1", exporting));
    var handler =
        new PipelineHandler(
            given.backend(), processors, Duration.ofMinutes(15), Duration.ofSeconds(10));
    return handler.handleRequest(message, given.invocation()).getBatchItemFailures().size();
  }

  private Processor noted(String ref, Machines.Work work) {
    return Machines.named(
        ref,
        task -> {
          ran.add(ref);
          return work.run(task);
        });
  }

  private CancellingDocuments cancelling() {
    return cancelling(given.stores().executions());
  }

  private CancellingDocuments cancelling(Executions executions) {
    var stores = given.stores();
    return new CancellingDocuments(
        stores.documents(),
        stores.jobs(),
        executions,
        stores.slots(),
        stores.transactions(),
        stores.claims(),
        given.clock());
  }

  private ReprocessingDocuments reprocessing() {
    var stores = given.stores();
    return new ReprocessingDocuments(
        stores.campaigns(),
        stores.documents(),
        stores.jobs(),
        stores.executions(),
        stores.admission(),
        stores.transactions(),
        stores.claims(),
        given.ids(),
        given.clock());
  }

  private ReviewingDocuments reviewing() {
    var stores = given.stores();
    return new ReviewingDocuments(
        stores.documents(), stores.transactions(), stores.claims(), given.clock());
  }

  private Outcome<Document> reprocess(Document document) {
    return reprocessing().reprocess(acme.scope(), target(document));
  }

  private Outcome<Document> retry(Document document) {
    return reprocessing().retry(acme.scope(), target(document));
  }

  private static DocumentTarget target(Document document) {
    return new DocumentTarget(document.id(), document.version(), null);
  }

  private static IdempotencyKey request(String key, String body) {
    return new IdempotencyKey("change", key, Sha256.of(body));
  }

  private List<Execution> executions(Document document) {
    return given.stores().executions().of(acme.scope(), acme.job(document).id());
  }

  private Optional<DocumentResult> result(Document document) {
    return given.stores().executions().result(acme.scope(), acme.job(document).id());
  }

  private long runsAtOnce() {
    return Rows.of(given, Tables.CLAIMS, acme.id()).stream()
        .filter(row -> Rows.text(row, "sk").equals("slots"))
        .mapToLong(row -> Rows.number(row, "running"))
        .sum();
  }

  private static String code(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var refusal) ? refusal.code() : "done";
  }
}
