package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.JobError;
import com.stash.documents.JobState;
import com.stash.documents.Lease;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.Bodies;
import com.stash.pipeline.Body;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.Processor;
import com.stash.processors.Result;
import com.stash.store.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the pipeline function does with messages, run by processors written for the case. */
class PipelineFunctionTest {
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final String TWO_STEPS =
      "{'steps':[{'id':'read','processor':'text-extraction@1'},"
          + "{'id':'out','processor':'export@1','config':{'data':'{{read.text}}'}}]}";
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final GivenTenant acme = given().tenant("acme" + TENANTS.incrementAndGet());
  private final List<String> ran = new java.util.concurrent.CopyOnWriteArrayList<>();

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
  void a_job_whose_steps_are_done_completes_its_document() {
    var document = uploaded(TWO_STEPS);
    var seen = new AtomicReference<JsonNode>();
    var failures =
        run(
            document,
            reading(_ -> Machines.done("Total 7")),
            exporting(
                task -> {
                  seen.set(task.config());
                  return new Result.Done(Json.object().put("key", "k"), 1);
                }));
    assertThat(failures).isEmpty();
    assertThat(seen.get()).isEqualTo(Json.object().put("data", "Total 7"));
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    assertThat(job.stepsDone()).isEqualTo(2);
    assertThat(job.attempt()).isEqualTo(1);
    assertThat(job.errors()).isEmpty();
    assertThat(job.finishedAt()).isEqualTo(given.clock().instant());
    var completed = acme.document(document.id());
    assertThat(completed.state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(completed.totals().cost()).isEqualTo(new MicroCredits(3 * 1_000 + 100));
    assertThat(executions(document))
        .extracting(e -> e.id().step(), e -> e.id().attempt(), Execution::state, Execution::cost)
        .containsExactlyInAnyOrder(
            tuple("read", 1, ExecutionState.COMPLETED, new MicroCredits(3_000)),
            tuple("out", 1, ExecutionState.COMPLETED, new MicroCredits(100)));
    assertThat(result(document))
        .isEqualTo(json("{'read':{'text':'Total 7','characters':7},'out':{'key':'k'}}"));
  }

  @Test
  void a_step_is_given_the_bytes_that_were_received_and_they_are_gone_afterwards() {
    var document = uploaded(GivenTenant.READ);
    var path = new AtomicReference<Path>();
    run(
        document,
        reading(
            task -> {
              path.set(task.document().path());
              assertThat(task.document().filename()).isEqualTo("a.txt");
              assertThat(task.document().type()).isEqualTo("text/plain");
              assertThat(task.document().sizeBytes()).isEqualTo(7);
              return Machines.done(text(task.document().path()));
            }));
    assertThat(result(document).path("read").path("text").asText()).isEqualTo("Total 7");
    assertThat(Files.exists(requireNonNull(path.get()))).isFalse();
    assertThat(Files.exists(requireNonNull(path.get().getParent()))).isFalse();
  }

  @Test
  void a_step_may_put_files_for_the_tenant_only() {
    var document = uploaded(GivenTenant.READ);
    run(
        document,
        reading(
            task ->
                Machines.done(
                    task.exports().put("a.json", "application/json", "{}".getBytes(UTF_8)))));
    var export = new ObjectKey.Export(acme.job(document).id(), "a.json");
    assertThat(result(document).path("read").path("text").asText())
        .isEqualTo(ObjectKey.inBucket(acme.id(), export));
    assertThat(given.stores().objects().get(acme.scope(), export)).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void an_export_that_is_no_name_is_not_put() {
    var document = uploaded(GivenTenant.READ);
    run(
        document,
        reading(
            task -> Machines.done(task.exports().put("../../x", "text/plain", new byte[] {1}))));
    assertThat(executions(document))
        .extracting(e -> requireNonNull(e.error()).code())
        .containsExactly("processor_failed");
  }

  @Test
  void a_refused_step_fails_job_and_document() {
    var document = uploaded(TWO_STEPS);
    var failures =
        run(
            document,
            reading(_ -> new Result.Refused(ErrorClass.PERMANENT, "encrypted", "It is locked.")),
            exporting(_ -> Machines.done("")));
    assertThat(failures).isEmpty();
    assertThat(ran).containsExactly("text-extraction@1");
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.errors())
        .containsExactly(
            new JobError(
                "read",
                "encrypted",
                ErrorClass.PERMANENT,
                "It is locked.",
                1,
                given.clock().instant()));
    var failed = acme.document(document.id());
    assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
    assertThat(failed.reason()).isEqualTo(new Reason("encrypted", "It is locked."));
    assertThat(executions(document))
        .extracting(Execution::state, Execution::cost)
        .containsExactly(tuple(ExecutionState.FAILED, MicroCredits.ZERO));
    assertThat(given.stores().executions().result(acme.scope(), job.id())).isEmpty();
  }

  @Test
  void what_could_not_be_done_now_is_done_later_and_what_was_done_is_reused() {
    var document = uploaded(TWO_STEPS);
    var tries = new AtomicInteger();
    var processors =
        new Processor[] {
          reading(_ -> Machines.done("Total 7")),
          exporting(
              _ ->
                  tries.incrementAndGet() == 1
                      ? new Result.Later("busy", "Busy.", Duration.ofSeconds(30))
                      : new Result.Done(Json.object().put("key", "k"), 1))
        };
    assertThat(run(document, processors)).isEmpty();
    var waiting = acme.job(document);
    assertThat(waiting.state()).isEqualTo(JobState.QUEUED);
    assertThat(waiting.nextAttemptAt()).isEqualTo(given.clock().instant().plusSeconds(30));
    assertThat(waiting.errors())
        .extracting(JobError::code, JobError::kind, JobError::attempt)
        .containsExactly(tuple("busy", ErrorClass.TRANSIENT, 1));
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.PROCESSING);

    assertThat(run(document, processors)).as("it is not due").hasSize(1);
    assertThat(acme.job(document)).isEqualTo(waiting);

    given.clock().passes(Duration.ofSeconds(30));
    assertThat(run(document, processors)).isEmpty();
    assertThat(acme.job(document).state()).isEqualTo(JobState.COMPLETED);
    assertThat(ran).containsExactly("text-extraction@1", "export@1", "export@1");
    assertThat(executions(document))
        .extracting(e -> e.id().step(), e -> e.id().attempt(), Execution::state, Execution::cost)
        .containsExactlyInAnyOrder(
            tuple("read", 1, ExecutionState.COMPLETED, new MicroCredits(3_000)),
            tuple("out", 1, ExecutionState.FAILED, MicroCredits.ZERO),
            tuple("read", 2, ExecutionState.REUSED, MicroCredits.ZERO),
            tuple("out", 2, ExecutionState.COMPLETED, new MicroCredits(100)));
    assertThat(acme.document(document.id()).totals().cost()).isEqualTo(new MicroCredits(3_100));
    assertThat(result(document).path("read").path("text").asText()).isEqualTo("Total 7");
  }

  @Test
  void the_third_time_later_is_a_failure() {
    var document = uploaded(GivenTenant.READ);
    var processor = reading(_ -> new Result.Later("busy", "Busy.", Duration.ZERO));
    var pauses = new ArrayList<Duration>();
    for (int attempt = 1; attempt <= 3; attempt++) {
      var now = given.clock().instant();
      assertThat(run(document, processor)).isEmpty();
      pauses.add(Duration.between(now, acme.job(document).nextAttemptAt()));
      given.clock().passes(Duration.ofMinutes(1));
    }
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.attempt()).isEqualTo(3);
    assertThat(job.errors()).extracting(JobError::attempt).containsExactly(1, 2, 3);
    assertThat(acme.document(document.id()).reason()).isEqualTo(new Reason("busy", "Busy."));
    run(document, processor);
    assertThat(ran).hasSize(3);
  }

  @Test
  void a_processor_that_throws_is_tried_again_and_its_message_is_shown_nowhere() {
    var document = uploaded(GivenTenant.READ);
    run(
        document,
        reading(
            _ -> {
              throw new IllegalStateException("s3cret of " + document.filename());
            }));
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.errors()).extracting(JobError::code).containsExactly("processor_failed");
    assertThat(job.toString() + executions(document)).doesNotContain("s3cret");
  }

  @Test
  void a_document_that_overflows_the_stack_fails_at_once() {
    var document = uploaded(GivenTenant.READ);
    run(
        document,
        reading(
            _ -> {
              throw new StackOverflowError();
            }));
    assertThat(acme.job(document).errors())
        .extracting(JobError::code, JobError::kind)
        .containsExactly(tuple("document_too_complex", ErrorClass.PERMANENT));
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.FAILED);
  }

  @Test
  void a_step_that_is_too_slow_fails_the_job() {
    var document =
        uploaded("{'steps':[{'id':'read','processor':'text-extraction@1','timeoutSeconds':1}]}");
    run(
        document,
        reading(
            _ -> {
              new CountDownLatch(1).await();
              return Machines.done("");
            }));
    assertThat(acme.job(document).errors())
        .extracting(JobError::code)
        .containsExactly("step_timeout");
  }

  @Test
  void a_processor_this_runner_does_not_have_is_a_matter_of_configuration() {
    var document = uploaded(GivenTenant.READ);
    run(document);
    assertThat(acme.job(document).errors())
        .extracting(JobError::code, JobError::kind)
        .containsExactly(tuple("unknown_processor", ErrorClass.CONFIGURATION));
  }

  @Test
  void a_runner_that_lost_its_lease_between_two_steps_writes_nothing_more() {
    var document = uploaded(TWO_STEPS);
    var first = new AtomicBoolean(true);
    var others = new ArrayList<BatchItemFailure>();
    var processors = new Processor[2];
    processors[0] = reading(_ -> Machines.done("Total 7"));
    processors[1] =
        exporting(
            _ -> {
              if (first.getAndSet(false)) {
                given.clock().passes(LEASE);
                others.addAll(run(document, processors));
              }
              return new Result.Done(Json.object().put("key", "k"), 1);
            });
    assertThat(run(document, processors)).hasSize(1);
    assertThat(others).isEmpty();
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    assertThat(job.attempt()).isEqualTo(2);
    assertThat(requireNonNull(job.lease())).extracting(Lease::fence).isEqualTo(2L);
    assertThat(executions(document))
        .extracting(e -> e.id().step(), e -> e.id().attempt(), Execution::state)
        .containsExactlyInAnyOrder(
            tuple("read", 1, ExecutionState.COMPLETED),
            tuple("read", 2, ExecutionState.REUSED),
            tuple("out", 2, ExecutionState.COMPLETED));
    assertThat(acme.document(document.id()).totals().cost()).isEqualTo(new MicroCredits(3_100));
  }

  @Test
  void after_a_crash_between_two_steps_the_next_runner_reuses_the_finished_one() {
    var document = uploaded(TWO_STEPS);
    var crashed = new AtomicBoolean();
    var reading = reading(_ -> Machines.done("Total 7"));
    var crashing =
        exporting(
            _ -> {
              crashed.set(true);
              return new Result.Done(Json.object().put("key", "lost"), 1);
            });
    var failures =
        handler(failing(crashed), reading, crashing)
            .handleRequest(message(document), given.invocation())
            .getBatchItemFailures();
    assertThat(failures).hasSize(1);
    assertThat(acme.job(document).state()).isEqualTo(JobState.RUNNING);
    assertThat(given.log()).contains("job_not_handled");

    var exporting = exporting(_ -> new Result.Done(Json.object().put("key", "k"), 1));
    assertThat(run(document, reading, exporting)).as("the lease still holds").hasSize(1);
    given.clock().passes(LEASE);
    assertThat(run(document, reading, exporting)).isEmpty();
    assertThat(ran).containsExactly("text-extraction@1", "export@1", "export@1");
    assertThat(executions(document))
        .extracting(e -> e.id().step(), e -> e.id().attempt(), Execution::state)
        .containsExactlyInAnyOrder(
            tuple("read", 1, ExecutionState.COMPLETED),
            tuple("read", 2, ExecutionState.REUSED),
            tuple("out", 2, ExecutionState.COMPLETED));
    assertThat(result(document).path("out").path("key").asText()).isEqualTo("k");
  }

  @Test
  void a_job_that_three_runners_lost_fails_with_the_fourth() {
    var document = uploaded(GivenTenant.READ);
    for (int attempt = 1; attempt <= 3; attempt++) {
      var crashed = new AtomicBoolean();
      var crashing =
          reading(
              _ -> {
                crashed.set(true);
                return Machines.done("");
              });
      var _ =
          handler(failing(crashed), crashing).handleRequest(message(document), given.invocation());
      given.clock().passes(LEASE);
    }
    assertThat(run(document, reading(_ -> Machines.done("")))).isEmpty();
    assertThat(ran).hasSize(3);
    assertThat(acme.job(document).state()).isEqualTo(JobState.FAILED);
    assertThat(requireNonNull(acme.document(document.id()).reason()).code())
        .isEqualTo("runner_lost");
  }

  @Test
  void a_step_whose_condition_does_not_hold_is_skipped() {
    var document =
        uploaded(
            "{'steps':[{'id':'read','processor':'text-extraction@1'},"
                + "{'id':'scan','processor':'ocr@1','when':{'field':'read.characters','equals':0}},"
                + "{'id':'big','processor':'ocr@1',"
                + "'when':{'field':'read.characters','greaterThan':6}},"
                + "{'id':'out','processor':'export@1',"
                + "'config':{'data':{'a':'{{scan.text}}','b':'{{big.text}}'}}}]}");
    var config = new AtomicReference<JsonNode>();
    run(
        document,
        reading(_ -> Machines.done("Total 7")),
        machine("ocr@1", _ -> Machines.done("scanned")),
        exporting(
            task -> {
              config.set(task.config());
              return Machines.done("");
            }));
    assertThat(ran).containsExactly("text-extraction@1", "ocr@1", "export@1");
    assertThat(config.get()).isEqualTo(json("{'data':{'b':'scanned'}}"));
    assertThat(executions(document))
        .filteredOn(e -> e.id().step().equals("scan"))
        .extracting(Execution::state, e -> requireNonNull(e.error()).code())
        .containsExactly(tuple(ExecutionState.SKIPPED, "condition_not_met"));
    assertThat(acme.job(document).stepsDone()).isEqualTo(4);
    assertThat(result(document).has("scan")).isFalse();
  }

  /** The pipeline was stored meanwhile, the output was not. */
  @Test
  void a_condition_that_holds_lets_its_step_run() {
    var document =
        uploaded(
            "{'steps':[{'id':'read','processor':'text-extraction@1'},"
                + "{'id':'scan','processor':'ocr@1',"
                + "'when':{'field':'read.characters','equals':0}}]}");
    run(document, reading(_ -> Machines.done("")), machine("ocr@1", _ -> Machines.done("scanned")));
    assertThat(ran).containsExactly("text-extraction@1", "ocr@1");
  }

  @Test
  void a_refused_step_that_may_be_left_out_does_not_fail_the_job() {
    var document =
        uploaded(
            "{'steps':[{'id':'read','processor':'text-extraction@1','onError':'skip'},"
                + "{'id':'out','processor':'export@1','config':{'data':['{{read.text}}']}}]}");
    var config = new AtomicReference<JsonNode>();
    run(
        document,
        reading(_ -> new Result.Refused(ErrorClass.PERMANENT, "empty", "Nothing in it.")),
        exporting(
            task -> {
              config.set(task.config());
              return Machines.done("");
            }));
    assertThat(config.get()).isEqualTo(json("{'data':[]}"));
    assertThat(acme.job(document).state()).isEqualTo(JobState.COMPLETED);
    assertThat(result(document).has("read")).isFalse();
    assertThat(executions(document))
        .extracting(Execution::state)
        .containsExactlyInAnyOrder(ExecutionState.FAILED, ExecutionState.COMPLETED);
  }

  @Test
  void a_large_output_is_an_object_of_its_own_and_read_back_for_the_next_attempt() {
    var document = uploaded(TWO_STEPS);
    var random = new Random(9);
    var large = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      large.append((char) random.nextInt(' ', '~'));
    }
    var tries = new AtomicInteger();
    var seen = new ConcurrentLinkedQueue<String>();
    var processors =
        new Processor[] {
          reading(_ -> Machines.done(large.toString())),
          exporting(
              task -> {
                seen.add(task.config().path("data").asText());
                return tries.incrementAndGet() == 1
                    ? new Result.Later("busy", "Busy.", Duration.ZERO)
                    : Machines.done("");
              })
        };
    run(document, processors);
    given.clock().passes(Duration.ofMinutes(1));
    run(document, processors);
    assertThat(seen).containsExactly(large.toString(), large.toString());
    var key = new ObjectKey.Output(acme.job(document).id(), "read", 1);
    assertThat(executions(document))
        .filteredOn(e -> e.id().step().equals("read"))
        .extracting(Execution::output)
        .hasSize(2)
        .allMatch(body -> body instanceof Body.Stored stored && stored.object().equals(key));
    assertThat(result(document).path("read").path("text").asText()).isEqualTo(large.toString());
  }

  @Test
  void a_changed_output_is_not_believed() {
    var document = uploaded(GivenTenant.READ);
    var job = acme.job(document);
    var bodies = new Bodies(given.stores().objects());
    var key = new ObjectKey.Output(job.id(), "read", 1);
    var random = new byte[20_000];
    new Random(3).nextBytes(random);
    var text = Json.object().put("t", java.util.Base64.getEncoder().encodeToString(random));
    var body = bodies.keep(acme.scope(), text, key);
    assertThat(bodies.read(acme.scope(), body)).isEqualTo(text);
    given
        .stores()
        .objects()
        .put(acme.scope(), key, "application/gzip", Json.gzip(Json.object().put("t", "forged")));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> bodies.read(acme.scope(), body))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bytes_that_were_overwritten_are_not_processed() {
    var document = uploaded(GivenTenant.READ);
    acme.puts(ObjectKey.inBucket(acme.id(), document.object()), "Total 8".getBytes(UTF_8));
    run(document, reading(_ -> Machines.done("")));
    assertThat(ran).isEmpty();
    assertThat(acme.job(document).errors())
        .extracting(JobError::code, JobError::kind)
        .containsExactly(tuple("object_gone", ErrorClass.PERMANENT));
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.FAILED);
  }

  @Test
  void a_configuration_that_grows_too_large_fails_its_job_and_no_other() {
    var many = String.join(",", Collections.nCopies(50, "'{{read.text}}'"));
    var document =
        uploaded(
            "{'steps':[{'id':'read','processor':'text-extraction@1'},"
                + "{'id':'grow','processor':'export@1','config':{'data':["
                + many
                + "]}}]}");
    run(
        document,
        reading(_ -> Machines.done("x".repeat(100_000))),
        exporting(_ -> Machines.done("")));
    assertThat(acme.job(document).errors())
        .extracting(JobError::code, JobError::kind)
        .containsExactly(tuple("config_too_large", ErrorClass.CONFIGURATION));
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.FAILED);
  }

  @Test
  void a_message_of_another_tenant_runs_nothing_and_is_left_to_the_dead_letters() {
    var document = uploaded(GivenTenant.READ);
    var before = acme.job(document);
    var globex = given.tenant("globex" + TENANTS.incrementAndGet());
    var failures =
        handler(given.backend(), reading(_ -> Machines.done("")))
            .handleRequest(Events.sqs(globex.id(), before), given.invocation())
            .getBatchItemFailures();
    assertThat(failures).hasSize(1);
    assertThat(ran).isEmpty();
    assertThat(acme.job(document)).isEqualTo(before);
  }

  @Test
  void a_message_of_an_unknown_tenant_comes_again_and_one_of_a_suspended_tenant_rests() {
    var document = uploaded(GivenTenant.READ);
    var job = acme.job(document);
    var nobody = new com.stash.tenancy.TenantId(given.ids().ulid());
    assertThat(failures(Events.sqs(nobody, job))).hasSize(1);
    acme.isSuspended();
    assertThat(failures(Events.sqs(acme.id(), job))).isEmpty();
    assertThat(ran).isEmpty();
    assertThat(acme.job(document)).isEqualTo(job);
  }

  @Test
  void what_is_no_message_comes_again_and_keeps_no_other_from_running() {
    var document = uploaded(GivenTenant.READ);
    var event = Events.sqs("not a message", message(document).getRecords().getFirst().getBody());
    assertThat(failures(event))
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly(event.getRecords().getFirst().getMessageId());
    assertThat(acme.job(document).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void a_repeated_message_of_a_job_that_is_over_does_nothing() {
    var document = uploaded(GivenTenant.READ);
    run(document, reading(_ -> Machines.done("")));
    var job = acme.job(document);
    assertThat(run(document, reading(_ -> Machines.done("")))).isEmpty();
    assertThat(ran).hasSize(1);
    assertThat(acme.job(document)).isEqualTo(job);
  }

  @Test
  void one_message_on_eight_threads_runs_each_step_once() throws Exception {
    var document = uploaded(TWO_STEPS);
    var reading = reading(_ -> Machines.done("Total 7"));
    var exporting = exporting(_ -> new Result.Done(Json.object(), 1));
    var handlers = handler(given.backend(), reading, exporting);
    var failures =
        AtOnce.on(
            8,
            _ ->
                handlers
                    .handleRequest(message(document), given.invocation())
                    .getBatchItemFailures()
                    .size());
    assertThat(failures).contains(0);
    assertThat(ran).containsExactlyInAnyOrder("text-extraction@1", "export@1");
    assertThat(executions(document)).hasSize(2);
    assertThat(acme.job(document).attempt()).isEqualTo(1);
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.COMPLETED);
  }

  private Document uploaded(String pipeline) {
    return acme.uploads(acme.campaign("invoices", pipeline), "a.txt", "Total 7".getBytes(UTF_8));
  }

  private Processor reading(Machines.Work work) {
    return machine("text-extraction@1", work);
  }

  private Processor exporting(Machines.Work work) {
    return machine("export@1", work);
  }

  private Processor machine(String ref, Machines.Work work) {
    return Machines.named(
        ref,
        task -> {
          ran.add(ref);
          return work.run(task);
        });
  }

  private List<BatchItemFailure> run(Document document, Processor... processors) {
    return handler(given.backend(), processors)
        .handleRequest(message(document), given.invocation())
        .getBatchItemFailures();
  }

  private List<BatchItemFailure> failures(SQSEvent event) {
    return handler(given.backend(), reading(_ -> Machines.done("")))
        .handleRequest(event, given.invocation())
        .getBatchItemFailures();
  }

  private static PipelineHandler handler(Backend backend, Processor... processors) {
    return new PipelineHandler(backend, List.of(processors), LEASE, FIRST_PAUSE);
  }

  private SQSEvent message(Document document) {
    return Events.sqs(acme.id(), acme.job(document));
  }

  private List<Execution> executions(Document document) {
    return given.stores().executions().of(acme.scope(), acme.job(document).id());
  }

  private JsonNode result(Document document) {
    var result =
        given.stores().executions().result(acme.scope(), acme.job(document).id()).orElseThrow();
    return new Bodies(given.stores().objects()).read(acme.scope(), result.body());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
  }

  /** A backend whose tables do not answer any more once the flag is set, as after a crash. */
  private static Backend failing(AtomicBoolean crashed) {
    var real = given.backend();
    var dynamoDb =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                PipelineFunctionTest.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, method, arguments) -> {
                  if (crashed.get()) {
                    throw new IllegalStateException("crashed");
                  }
                  try {
                    return method.invoke(real.dynamoDb(), arguments);
                  } catch (InvocationTargetException e) {
                    throw requireNonNull(e.getCause());
                  }
                });
    return new Backend(
        dynamoDb,
        real.s3(),
        real.presigner(),
        real.sqs(),
        real.kms(),
        real.environment(),
        real.hosts(),
        real.clock(),
        real.random(),
        real.log());
  }

  @Test
  void a_document_has_one_live_job_until_it_is_over() {
    var document = uploaded(GivenTenant.READ);
    assertThat(given.stores().jobs().live(acme.scope(), 9))
        .containsExactly(acme.job(document).id());
    run(document, reading(_ -> Machines.done("")));
    assertThat(given.stores().jobs().live(acme.scope(), 9)).isEmpty();
  }
}
