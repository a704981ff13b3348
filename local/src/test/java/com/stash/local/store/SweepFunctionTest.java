package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.stash.credentials.CreatingCredentials;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialState;
import com.stash.credentials.Secret;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobState;
import com.stash.documents.Reason;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.functions.triggers.SweepHandler;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.store.Tables;
import com.stash.tenancy.TenantId;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the schedule and the dead-letter queue mend. */
class SweepFunctionTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final Duration LEASE = Duration.ofMinutes(15);
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;

  private final GivenTenant acme = given().tenant("acme" + TENANTS.incrementAndGet());

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
  void an_upload_expires_a_quarter_of_an_hour_after_its_ticket() {
    var campaign = acme.campaign("invoices");
    var announced = acme.announces(campaign, "a.txt", TEXT).document();
    given.clock().passes(Duration.ofMinutes(75).minusMillis(1));
    sweep();
    assertThat(acme.document(announced.id())).isEqualTo(announced);
    given.clock().passes(Duration.ofMillis(1));
    sweep();
    var expired = acme.document(announced.id());
    assertThat(expired.state()).isEqualTo(DocumentState.EXPIRED);
    assertThat(expired.reason())
        .isEqualTo(
            new Reason("upload_expired", "No bytes came until " + announced.uploadUntil() + "."));
    assertThat(expired.stamp().changedBy().actor()).hasToString("system:sweep");
    sweep();
    assertThat(acme.document(announced.id())).isEqualTo(expired);
    acme.sends(announced.object(), TEXT);
    assertThat(acme.document(announced.id())).as("too late").isEqualTo(expired);
  }

  @Test
  void only_uploads_that_are_due_expire() {
    var campaign = acme.campaign("invoices");
    var old = acme.announces(campaign, "a.txt", TEXT).document();
    given.clock().passes(Duration.ofMinutes(30));
    var young = acme.announces(campaign, "b.txt", TEXT).document();
    var arrived = acme.uploads(campaign, "c.txt", TEXT);
    given.clock().passes(Duration.ofMinutes(50));
    sweep();
    assertThat(acme.document(old.id()).state()).isEqualTo(DocumentState.EXPIRED);
    assertThat(acme.document(young.id())).isEqualTo(young);
    assertThat(acme.document(arrived.id())).isEqualTo(arrived);
  }

  @Test
  void a_credential_whose_time_is_over_expires() {
    var credentials = given.stores().credentials();
    var until = given.clock().instant().plus(Duration.ofHours(1));
    var place = CredentialScope.tenant(acme.id());
    var secret =
        credentials
            .creating((_, _) -> true)
            .create(
                acme.scope(),
                new CreatingCredentials.Wish(place, "mail.token", "mail", false, null, until),
                new Secret("a secret".getBytes(UTF_8)),
                null)
            .orThrow();
    sweep();
    assertThat(credentials.all().find(acme.scope(), secret.id())).contains(secret);
    given.clock().passes(Duration.ofHours(1));
    sweep();
    assertThat(credentials.all().find(acme.scope(), secret.id()).orElseThrow().state())
        .isEqualTo(CredentialState.EXPIRED);
  }

  @Test
  void a_job_whose_lease_is_over_is_put_back() {
    var document = uploaded();
    var running = claimed(document);
    given.clock().passes(LEASE.minusMillis(1));
    sweep();
    assertThat(acme.job(document)).isEqualTo(running);
    given.clock().passes(Duration.ofMillis(1));
    sweep();
    var back = acme.job(document);
    assertThat(back.state()).isEqualTo(JobState.QUEUED);
    assertThat(back.attempt()).isEqualTo(1);
    assertThat(back.nextAttemptAt()).isEqualTo(given.clock().instant());
    assertThat(back.errors()).extracting(JobError::code).containsExactly("runner_lost");
    sweep();
    assertThat(acme.job(document)).isEqualTo(back);
  }

  @Test
  void a_job_that_waits_too_long_is_touched_so_that_it_is_sent_again() {
    var document = uploaded();
    var waiting = acme.job(document);
    given.clock().passes(PATIENCE.minusMillis(1));
    sweep();
    assertThat(acme.job(document)).isEqualTo(waiting);
    given.clock().passes(Duration.ofMillis(1));
    sweep();
    var touched = acme.job(document);
    assertThat(touched.version()).isEqualTo(waiting.version() + 1);
    assertThat(touched.state()).isEqualTo(JobState.QUEUED);
    sweep();
    assertThat(acme.job(document)).as("not before its patience is over again").isEqualTo(touched);
    given.clock().passes(PATIENCE);
    sweep();
    assertThat(acme.job(document).version()).isEqualTo(touched.version() + 1);
  }

  @Test
  void a_job_that_is_to_wait_is_left_to_wait() {
    var document = uploaded();
    var running = claimed(document);
    var stamp = acme.scope().changed(running.stamp(), given.clock().instant());
    var error =
        new JobError(
            "s", "c", com.stash.kernel.ErrorClass.TRANSIENT, "m", 1, given.clock().instant());
    var later = given.clock().instant().plus(Duration.ofHours(5));
    var waiting = running.requeued(error, 0, later, stamp);
    replace(waiting);
    given.clock().passes(PATIENCE);
    sweep();
    assertThat(acme.job(document)).isEqualTo(waiting);
  }

  @Test
  void after_a_restart_every_live_job_starts_anew_at_once() {
    var campaign = acme.campaign("invoices");
    var waiting = acme.uploads(campaign, "a.txt", TEXT);
    var running = acme.uploads(campaign, "b.txt", TEXT);
    claimed(running);
    var over = acme.uploads(campaign, "c.txt", TEXT);
    bury(message(over));
    var done = acme.job(over);
    var touched = acme.job(waiting).version() + 1;
    var recovering =
        new com.stash.pipeline.RecoveringJobs(
            given.stores().documents(),
            given.stores().jobs(),
            given.stores().executions(),
            given.stores().transactions(),
            PATIENCE,
            given.clock());
    assertThat(recovering.restart(acme.scope())).isEqualTo(2);
    assertThat(acme.job(waiting).version()).isEqualTo(touched);
    assertThat(acme.job(running).state()).isEqualTo(JobState.QUEUED);
    assertThat(acme.job(running).isFree(given.clock().instant())).isTrue();
    assertThat(acme.job(over)).isEqualTo(done);
  }

  @Test
  void one_broken_tenant_keeps_no_other_from_being_swept() {
    var broken = given.tenant("broken" + TENANTS.incrementAndGet());
    var campaign = broken.campaign("invoices");
    var theirs = broken.announces(campaign, "a.txt", TEXT).document();
    var table = given.backend().environment().table(Tables.DOCUMENTS);
    var item = new java.util.HashMap<>(Rows.of(given, Tables.DOCUMENTS, broken.id()).getFirst());
    item.put("uuid", software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("x"));
    given.backend().dynamoDb().putItem(p -> p.tableName(table).item(item));

    var last = given.tenant("last" + TENANTS.incrementAndGet());
    var ours = last.announces(last.campaign("invoices"), "a.txt", TEXT).document();
    given.clock().passes(Duration.ofMinutes(75));
    sweep();
    assertThat(last.document(ours.id()).state()).isEqualTo(DocumentState.EXPIRED);
    assertThat(given.log()).contains("sweep_failed").contains(broken.id().value());

    item.put("uuid", Rows.of(given, Tables.DOCUMENTS, last.id()).getFirst().get("uuid"));
    given.backend().dynamoDb().putItem(p -> p.tableName(table).item(item));
    sweep();
    assertThat(broken.document(theirs.id()).state()).isEqualTo(DocumentState.EXPIRED);
  }

  @Test
  void a_job_that_was_received_too_often_fails_with_its_document() {
    var document = uploaded();
    claimed(document);
    var processing = acme.document(document.id());
    replace(
        processing.processing(acme.scope().changed(processing.stamp(), given.clock().instant())));
    bury(message(document));
    var job = acme.job(document);
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.errors()).extracting(JobError::code).containsExactly("gave_up");
    var failed = acme.document(document.id());
    assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
    assertThat(requireNonNull(failed.reason()).code()).isEqualTo("gave_up");
    bury(message(document));
    assertThat(acme.job(document)).as("the same letter again").isEqualTo(job);
    assertThat(acme.document(document.id())).isEqualTo(failed);
  }

  @Test
  void a_job_that_never_ran_is_given_up_too() {
    var document = uploaded();
    bury(message(document));
    assertThat(acme.job(document).state()).isEqualTo(JobState.FAILED);
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.FAILED);
  }

  @Test
  void a_letter_of_another_tenant_does_not_touch_the_job_and_says_why_it_was_there() {
    var document = uploaded();
    var job = acme.job(document);
    var globex = given.tenant("globex" + TENANTS.incrementAndGet());
    var before = incidents("unknown_job");
    bury(Events.sqs(globex.id(), job).getRecords().getFirst().getBody());
    assertThat(acme.job(document)).isEqualTo(job);
    assertThat(incidents("unknown_job")).isEqualTo(before + 1);
  }

  @Test
  void a_letter_that_cannot_be_read_becomes_an_incident() {
    var before = incidents("unreadable_message");
    bury("not a message");
    assertThat(incidents("unreadable_message")).isEqualTo(before + 1);
  }

  private static long incidents(String code) {
    return Rows.of(given, Tables.INCIDENTS, TenantId.PLATFORM).stream()
        .filter(item -> Rows.text(item, "code").equals(code))
        .count();
  }

  private Document uploaded() {
    return acme.uploads(acme.campaign("invoices"), "a.txt", TEXT);
  }

  private Job claimed(Document document) {
    var job = acme.job(document);
    var stamp = acme.scope().changed(job.stamp(), given.clock().instant());
    var claimed = job.claimed("runner", LEASE, stamp);
    replace(claimed);
    return claimed;
  }

  private void replace(com.stash.kernel.Entity next) {
    given.stores().transactions().commit(acme.scope(), new Replace(next)).orThrow();
  }

  private String message(Document document) {
    return Events.sqs(acme.id(), acme.job(document)).getRecords().getFirst().getBody();
  }

  private static void bury(String body) {
    new DeadLetterHandler(given.backend()).handleRequest(Events.sqs(body), given.invocation());
  }

  private static void sweep() {
    new SweepHandler(given.backend(), PATIENCE)
        .handleRequest(new ScheduledEvent(), given.invocation());
  }
}
