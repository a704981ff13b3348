package com.stash.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.stash.audit.AuditEntry;
import com.stash.audit.VerifyingAudit;
import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Page;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.JobMessage;
import com.stash.store.Tables;
import com.stash.tenancy.Tier;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What the functions behind the tables' streams make of changed items. */
class StreamFunctionsTest {
  private static final byte[] TEXT = "Total 7".getBytes(UTF_8);
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
  void a_document_that_arrived_is_booked_once_however_often_it_is_told() {
    var event = arrival(acme, uploaded(acme));
    assertThat(use(event)).isEmpty();
    assertThat(use(event)).isEmpty();
    assertThat(given.stores().usage().list(acme.scope(), Page.Request.first(9)).items())
        .extracting(UsageEvent::type)
        .containsExactlyInAnyOrder(UsageType.CREDIT_GRANT, UsageType.UPLOAD, UsageType.STORAGE);
    given.clock().passes(Duration.ofSeconds(3));
    var spending = given.stores().usage().spending(acme.scope());
    assertThat(spending.balance())
        .isEqualTo(Tier.PROFESSIONAL.firstGrant().plus(new MicroCredits(-1_500)));
    assertThat(spending.documentsThisMonth()).isEqualTo(1);
  }

  @Test
  void a_new_tenant_s_grant_is_booked_at_once_and_not_again_by_the_stream() {
    var row = Rows.of(given, Tables.CREDIT_GRANTS, acme.id()).getFirst();
    var booked = given.stores().usage().list(acme.scope(), Page.Request.first(9)).items();
    assertThat(booked)
        .extracting(UsageEvent::cost)
        .containsExactly(Tier.PROFESSIONAL.firstGrant().negated());
    assertThat(use(Events.streamed(Events.changed(given, Tables.CREDIT_GRANTS, null, row))))
        .isEmpty();
    assertThat(given.stores().usage().list(acme.scope(), Page.Request.first(9)).items())
        .isEqualTo(booked);
    assertThat(given.stores().usage().spending(acme.scope()).balance())
        .isEqualTo(Tier.PROFESSIONAL.firstGrant());
  }

  @Test
  void a_change_is_logged_once_with_who_made_it_however_often_it_is_told() {
    var event = arrival(acme, uploaded(acme));
    assertThat(audit(event)).isEmpty();
    assertThat(audit(event)).isEmpty();
    var entries = given.stores().audit().read(acme.scope(), 1, 9);
    assertThat(entries)
        .extracting(entry -> entry.draft().action())
        .containsExactly("document.queued");
    var draft = entries.getFirst().draft();
    assertThat(draft.actor()).hasToString("system:upload");
    assertThat(draft.version()).isEqualTo(2);
    assertThat(draft.before().path("state").asText()).isEqualTo("awaiting_upload");
    assertThat(draft.after().path("arrived").path("sizeBytes").asLong()).isEqualTo(7);
    assertThat(draft.toString()).doesNotContain("Total 7");
  }

  @Test
  void a_key_is_logged_without_its_hash() {
    var row = Rows.of(given, Tables.API_KEYS, acme.id()).getFirst();
    audit(Events.streamed(Events.changed(given, Tables.API_KEYS, null, row)));
    var entry = given.stores().audit().read(acme.scope(), 1, 1).getFirst();
    assertThat(entry.draft().action()).isEqualTo("api_key.active");
    assertThat(entry.toJson().toString()).doesNotContain(acme.key().secretHash().hex());
  }

  @Test
  void the_log_of_many_changes_is_whole() {
    var records = new ArrayList<DynamodbStreamRecord>();
    for (var table : List.of(Tables.TENANTS, Tables.USERS, Tables.DOMAINS, Tables.CREDIT_GRANTS)) {
      for (var row : Rows.of(given, table, acme.id())) {
        records.add(Events.changed(given, table, null, row));
      }
    }
    audit(Events.streamed(records.toArray(DynamodbStreamRecord[]::new)));
    assertThat(given.stores().audit().read(acme.scope(), 1, 9))
        .extracting(AuditEntry::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(new VerifyingAudit(given.stores().audit()).verify(acme.scope()).fault()).isNull();
  }

  @Test
  void a_batch_is_parted_by_tenant_and_a_failing_part_alone_comes_again() {
    var globex = given.tenant("globex" + TENANTS.incrementAndGet());
    var good = arrival(globex, uploaded(globex)).getRecords().getFirst();
    var bad = arrival(acme, uploaded(acme)).getRecords().getFirst();
    java.util.Objects.requireNonNull(bad.getDynamodb().getNewImage().get("updatedAt"))
        .setS("not a time");
    var failures = use(Events.streamed(bad, good));
    assertThat(failures)
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly(bad.getDynamodb().getSequenceNumber());
    assertThat(audit(Events.streamed(bad, good))).hasSize(1);
    assertThat(given.log()).contains("stream_part_failed").contains(acme.id().value());
    assertThat(given.stores().usage().list(globex.scope(), Page.Request.first(9)).items())
        .hasSize(3);
    assertThat(given.stores().usage().list(acme.scope(), Page.Request.first(9)).items()).hasSize(1);
    assertThat(given.stores().audit().head(globex.scope()).sequence()).isEqualTo(1);
    assertThat(given.stores().audit().head(acme.scope()).sequence()).isZero();
  }

  @Test
  void a_record_of_another_environment_s_table_is_not_believed() {
    var streamed = arrival(acme, uploaded(acme)).getRecords().getFirst();
    streamed.setEventSourceARN(
        "arn:aws:dynamodb:us-east-1:000000000000:table/stash-prod-documents/stream/x");
    assertThat(use(Events.streamed(streamed))).hasSize(1);
  }

  @Test
  void a_job_that_waits_is_sent_to_the_queue_with_its_tenant_as_group() {
    var document = uploaded(acme);
    var row = Rows.of(given, Tables.JOBS, acme.id()).getFirst();
    assertThat(dispatch(Events.streamed(Events.changed(given, Tables.JOBS, null, row)))).isEmpty();
    var messages = received(acme, 1);
    assertThat(messages)
        .extracting(Message::body)
        .containsExactly(
            new JobMessage(acme.id(), acme.job(document).id(), Job.MAX_ATTEMPTS).toJson());
    assertThat(messages.getFirst().attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
        .isEqualTo(acme.id().value());
  }

  @Test
  void more_jobs_than_a_batch_of_the_queue_are_all_sent() {
    var campaign = acme.campaign("invoices");
    for (int i = 0; i < 23; i++) {
      acme.uploads(campaign, i + ".txt", TEXT);
    }
    var records =
        Rows.of(given, Tables.JOBS, acme.id()).stream()
            .map(row -> Events.changed(given, Tables.JOBS, null, row))
            .toArray(DynamodbStreamRecord[]::new);
    assertThat(dispatch(Events.streamed(records))).isEmpty();
    assertThat(received(acme, 23)).extracting(Message::body).doesNotHaveDuplicates().hasSize(23);
  }

  private static Document uploaded(GivenTenant tenant) {
    return tenant.uploads(tenant.campaign("invoices"), "a.txt", TEXT);
  }

  /** The record of an announced document that was queued. */
  private static DynamodbEvent arrival(GivenTenant tenant, Document document) {
    var after =
        Rows.of(given, Tables.DOCUMENTS, tenant.id()).stream()
            .filter(item -> Rows.text(item, "sk").equals(document.key()))
            .findFirst()
            .orElseThrow();
    Map<String, AttributeValue> before = new java.util.HashMap<>(after);
    before.put("state", AttributeValue.fromS("awaiting_upload"));
    before.put("version", AttributeValue.fromN("1"));
    before.remove("arrived");
    return Events.streamed(Events.changed(given, Tables.DOCUMENTS, before, after));
  }

  private static List<BatchItemFailure> use(DynamodbEvent event) {
    return failures(new UsageHandler(given.backend()).handleRequest(event, given.invocation()));
  }

  private static List<BatchItemFailure> audit(DynamodbEvent event) {
    return failures(new AuditHandler(given.backend()).handleRequest(event, given.invocation()));
  }

  private static List<BatchItemFailure> dispatch(DynamodbEvent event) {
    return failures(new DispatchHandler(given.backend()).handleRequest(event, given.invocation()));
  }

  private static List<BatchItemFailure> failures(StreamsEventResponse response) {
    return response.getBatchItemFailures();
  }

  /** Receives a tenant's messages until there are as many as expected, and one look more. */
  private static List<Message> received(GivenTenant tenant, int expected) {
    var all = new ArrayList<Message>();
    var sqs = given.backend().sqs();
    var url = given.backend().environment().jobQueueUrl();
    for (int looks = 0; looks < 30; looks++) {
      var wait = all.size() < expected ? 2 : 0;
      var batch =
          sqs.receiveMessage(
                  r ->
                      r.queueUrl(url)
                          .maxNumberOfMessages(10)
                          .waitTimeSeconds(wait)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
              .messages();
      if (batch.isEmpty() && all.size() >= expected) {
        break;
      }
      for (var message : batch) {
        sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
        if (message.body().contains(tenant.id().value())) {
          all.add(message);
        }
      }
    }
    return all;
  }
}
