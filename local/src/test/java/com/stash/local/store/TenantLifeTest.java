package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobState;
import com.stash.documents.ObjectKey;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.functions.triggers.SweepHandler;
import com.stash.kernel.Outcome;
import com.stash.lifecycle.OffboardingTenants;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.store.LifecycleStores;
import com.stash.store.Tables;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.Limits;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.Plan;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.TakeSlot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What operators do with a tenant, and that its work stops and goes on with it. */
class TenantLifeTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
  private static final String TWO_STEPS =
      "{'steps':[{'id':'read','processor':'text-extraction@1'},"
          + "{'id':'out','processor':'export@1','config':{'data':'x'}}]}";
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final GivenTenant acme = given().tenant("life" + TENANTS.incrementAndGet());

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
  void a_tenant_is_suspended_and_resumed_and_a_repeat_changes_nothing() {
    var suspending = lifecycle().suspending();
    var suspended = suspending.suspend(platform(), acme.id(), 2L, "unpaid").orThrow();
    assertThat(suspended.state()).isEqualTo(TenantState.SUSPENDED);
    assertThat(suspended.standing().reason()).isEqualTo("unpaid");
    assertThat(suspending.suspend(platform(), acme.id(), null, "again").orThrow())
        .isEqualTo(suspended);
    assertThat(said(suspending.resume(platform(), acme.id(), 2L))).isEqualTo("stale_version");
    var resumed = suspending.resume(platform(), acme.id(), 3L).orThrow();
    assertThat(resumed.isActive()).isTrue();
    assertThat(suspending.resume(platform(), acme.id(), null).orThrow()).isEqualTo(resumed);
    var nobody = new TenantId(given.ids().ulid());
    assertThat(said(suspending.suspend(platform(), nobody, null, "x"))).isEqualTo("not_found");
  }

  @Test
  void maintenance_is_for_active_tenants_and_ends_by_itself_or_sooner() {
    var maintaining = lifecycle().maintaining();
    var now = given.clock().instant();
    var upgrade = new Maintenance(now.plusSeconds(60), "upgrade");
    var readOnly = maintaining.begin(platform(), acme.id(), null, upgrade).orThrow();
    assertThat(readOnly.isReadOnly(now)).isTrue();
    assertThat(readOnly.isReadOnly(now.plusSeconds(60))).isFalse();
    assertThat(maintaining.end(platform(), acme.id(), null).orThrow().maintenance()).isNull();
    var past = new Maintenance(now, "over");
    assertThat(said(maintaining.begin(platform(), acme.id(), null, past)))
        .isEqualTo("invalid_request");
    acme.isSuspended();
    var later = new Maintenance(given.clock().instant().plusSeconds(60), "upgrade");
    assertThat(said(maintaining.begin(platform(), acme.id(), null, later)))
        .isEqualTo("wrong_state");
  }

  @Test
  void an_offboarding_can_be_taken_back_to_suspended_only() {
    var offboarding = lifecycle().offboarding();
    var left =
        offboarding
            .offboard(platform(), acme.id(), null, "left", OffboardingTenants.GRACE)
            .orThrow();
    assertThat(left.standing().eraseAfter())
        .isEqualTo(given.clock().instant().plus(Duration.ofDays(30)));
    assertThat(said(lifecycle().suspending().resume(platform(), acme.id(), null)))
        .isEqualTo("wrong_state");
    var back = offboarding.cancel(platform(), acme.id(), null, "they stay").orThrow();
    assertThat(back.state()).isEqualTo(TenantState.SUSPENDED);
    assertThat(back.standing().eraseAfter()).isNull();
  }

  @Test
  void a_plan_is_changed_and_what_was_agreed_stays_with_another_tier() {
    var changing = lifecycle().changing();
    var agreed = acme.tenant().plan().with(new LimitOverrides(7L, null, null, null, null));
    changing.plan(platform(), acme.id(), 2L, agreed).orThrow();
    var bigger = changing.plan(platform(), acme.id(), 3L, agreed.with(Tier.ENTERPRISE)).orThrow();
    assertThat(bigger.limits()).isEqualTo(new Limits(7, 10_000_000, 200L << 20, 32, 200));
    var kept = changing.settings(platform(), acme.id(), 4L, new TenantSettings(7)).orThrow();
    given.clock().passes(Duration.ofSeconds(5));
    assertThat(acme.tenant()).isEqualTo(kept);
  }

  @Test
  void a_tenant_written_in_the_first_shape_is_read_with_what_it_had() {
    var item =
        new HashMap<>(
            Rows.of(given, Tables.TENANTS, acme.id()).stream()
                .filter(row -> Rows.text(row, "sk").equals("tenant"))
                .findFirst()
                .orElseThrow());
    List.of("agreedLimits", "features", "settings").forEach(item::remove);
    var limits = new HashMap<String, AttributeValue>();
    limits.put("documentsPerMonth", AttributeValue.fromN("10000"));
    limits.put("aiTokensPerMonth", AttributeValue.fromN("1000000"));
    limits.put("fileBytes", AttributeValue.fromN("5"));
    limits.put("concurrentJobs", AttributeValue.fromN("8"));
    limits.put("requestsPerSecond", AttributeValue.fromN("50"));
    item.put("limits", AttributeValue.fromM(limits));
    item.put("schemaVersion", AttributeValue.fromN("1"));
    put(item);
    given.clock().passes(Duration.ofSeconds(5));
    var read = acme.tenant();
    assertThat(read.plan().agreed()).isEqualTo(new LimitOverrides(null, null, 5L, null, null));
    assertThat(read.limits().fileBytes()).isEqualTo(5);
    assertThat(read.settings()).isEqualTo(TenantSettings.DEFAULT);
    assertThat(read.plan().with(LimitOverrides.NONE)).isEqualTo(Plan.of(Tier.PROFESSIONAL));
  }

  @Test
  void a_suspended_tenant_s_queued_job_rests_and_goes_on_when_the_tenant_does() {
    var document = acme.uploads(acme.campaign("invoices"), "a.txt", TEXT);
    acme.isSuspended();
    assertThat(run(acme.job(document))).isZero();
    assertThat(acme.job(document).state()).isEqualTo(JobState.QUEUED);
    assertThat(acme.job(document).attempt()).isZero();
    new DeadLetterHandler(given.backend())
        .handleRequest(Events.sqs(acme.id(), acme.job(document)), given.invocation());
    given.clock().passes(Duration.ofDays(1));
    sweep();
    assertThat(acme.job(document).version()).isEqualTo(1);
    lifecycle().suspending().resume(platform(), acme.id(), null).orThrow();
    assertThat(acme.job(document).version()).isEqualTo(2);
    assertThat(run(acme.job(document))).isZero();
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.COMPLETED);
  }

  @Test
  void a_running_job_of_a_tenant_that_is_suspended_stops_between_two_steps() {
    var document = acme.uploads(acme.campaign("two", TWO_STEPS), "a.txt", TEXT);
    var handler =
        handler(
            _ -> {
              acme.isSuspended();
              return Machines.done("Total 7");
            });
    assertThat(run(handler, acme.job(document))).isZero();
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.QUEUED);
    assertThat(job.maxAttempts() - job.attempt()).isEqualTo(Job.MAX_ATTEMPTS);
    assertThat(running()).isZero();
    lifecycle().suspending().resume(platform(), acme.id(), null).orThrow();
    assertThat(run(acme.job(document))).isZero();
    assertThat(acme.job(document).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void a_suspended_tenant_s_uploads_are_set_aside() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    acme.isSuspended();
    acme.sends(announced.object(), TEXT);
    acme.sends(new ObjectKey.Inbox(campaign.id(), "b.txt"), TEXT);
    assertThat(acme.document(announced.id()).state()).isEqualTo(DocumentState.AWAITING_UPLOAD);
    assertThat(Rows.of(given, Tables.DOCUMENTS, acme.id())).hasSize(1);
    var objects =
        given
            .backend()
            .s3()
            .listObjectsV2(
                l ->
                    l.bucket(given.backend().environment().bucket())
                        .prefix("tenants/" + acme.id() + "/"))
            .contents();
    assertThat(objects).isEmpty();
  }

  @Test
  void no_more_jobs_run_than_the_tenant_may_and_the_next_begins_when_one_ends() {
    var plan = acme.tenant().plan().with(new LimitOverrides(null, null, null, 1, null));
    lifecycle().changing().plan(platform(), acme.id(), null, plan).orThrow();
    given.clock().passes(Duration.ofSeconds(5));
    var campaign = acme.campaign("invoices");
    var first = acme.uploads(campaign, "a.txt", TEXT);
    var second = acme.uploads(campaign, "b.txt", "Total 8".getBytes(UTF_8));
    var third = acme.uploads(campaign, "c.txt", "Total 9".getBytes(UTF_8));
    var most = new AtomicInteger();
    var handler =
        handler(
            _ -> {
              assertThat(run(acme.job(second))).isZero();
              assertThat(run(acme.job(third))).isZero();
              most.set(Math.toIntExact(running()));
              return Machines.done("Total 7");
            });
    assertThat(run(handler, acme.job(first))).isZero();
    assertThat(most).hasValue(1);
    assertThat(acme.job(first).state()).isEqualTo(JobState.COMPLETED);
    assertThat(List.of(acme.job(second), acme.job(third)))
        .extracting(Job::state, Job::version)
        .containsExactlyInAnyOrder(tuple(JobState.QUEUED, 2L), tuple(JobState.QUEUED, 1L));
    // Both came in the same millisecond: their ids decide who is next.
    var next = acme.job(second).version() == 2 ? second : third;
    var last = next.equals(second) ? third : second;
    assertThat(run(acme.job(next))).isZero();
    assertThat(acme.job(last).version()).isEqualTo(2);
    assertThat(run(acme.job(last))).isZero();
    assertThat(acme.job(last).state()).isEqualTo(JobState.COMPLETED);
    assertThat(running()).isZero();
    assertThat(slots()).doesNotContainKey("putOff");
  }

  @Test
  void the_slot_of_a_lost_runner_is_free_again_when_its_job_is_put_back() {
    var document = acme.uploads(acme.campaign("invoices"), "a.txt", TEXT);
    var job = acme.job(document);
    var claimed =
        job.claimed(
            "gone",
            Duration.ofMinutes(15),
            acme.scope().changed(job.stamp(), given.clock().instant()));
    given
        .stores()
        .transactions()
        .commit(acme.scope(), new Replace(claimed), new TakeSlot(1))
        .orThrow();
    assertThat(running()).isEqualTo(1);
    given.clock().passes(Duration.ofMinutes(16));
    sweep();
    assertThat(acme.job(document).state()).isEqualTo(JobState.QUEUED);
    assertThat(running()).isZero();
  }

  private long running() {
    var running = slots().get("running");
    return running == null ? 0 : Long.parseLong(running.n());
  }

  private Map<String, AttributeValue> slots() {
    return Rows.of(given, Tables.CLAIMS, acme.id()).stream()
        .filter(item -> Rows.text(item, "sk").equals("slots"))
        .findFirst()
        .orElse(Map.of());
  }

  private int run(Job job) {
    return run(handler(_ -> Machines.done("Total 7")), job);
  }

  private int run(PipelineHandler handler, Job job) {
    return handler
        .handleRequest(Events.sqs(acme.id(), job), given.invocation())
        .getBatchItemFailures()
        .size();
  }

  private static PipelineHandler handler(Machines.Work work) {
    return new PipelineHandler(
        given.backend(),
        List.of(
            Machines.named("text-extraction@1", work),
            Machines.named("export@1", _ -> Machines.done("x"))),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10));
  }

  private static void sweep() {
    new SweepHandler(given.backend(), Duration.ofHours(6))
        .handleRequest(new ScheduledEvent(), given.invocation());
  }

  private static void put(Map<String, AttributeValue> item) {
    given
        .backend()
        .dynamoDb()
        .putItem(p -> p.tableName(given.backend().environment().table(Tables.TENANTS)).item(item));
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
