package com.stash.usage;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.INVOICE;
import static com.stash.testing.Sample.INVOICES;
import static com.stash.testing.Sample.JOB;
import static com.stash.testing.Sample.MACHINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.RowChange;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.testing.TenantsInMemory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerivingUsageTest {
  private static final String TIME = "2026-03-31T12:00:00.123Z";
  private static final String GRANT = "01J000000000000000000GRANT";
  private static final String STEP = JOB.key() + "#read#0001";

  private final DerivingUsage deriving = new DerivingUsage(Prices.CURRENT);
  private final TenantScope scope =
      new Gate(new TenantsInMemory()).forRecord(ACME.value(), MACHINE).orElseThrow();

  @Test
  void a_document_that_arrives_is_an_upload_and_stored_bytes() {
    var events = document("awaiting_upload", "queued", 1_048_577);
    assertThat(events)
        .extracting(UsageEvent::type, UsageEvent::units, UsageEvent::unit, UsageEvent::cost)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                UsageType.UPLOAD, 1L, "document", new MicroCredits(1_000)),
            org.assertj.core.groups.Tuple.tuple(
                UsageType.STORAGE, 1_048_577L, "byte", new MicroCredits(1_000)));
    for (var event : events) {
      assertThat(event.cause()).isEqualTo(INVOICE.key());
      assertThat(event.campaign()).isEqualTo(INVOICES.value());
      assertThat(event.occurredAt()).isEqualTo(Instant.parse(TIME));
      assertThat(event.priceVersion()).isEqualTo("2026-11");
      assertThat(event.key()).isEqualTo(event.id());
      assertThat(event.stamp().changedBy()).isEqualTo(MACHINE);
    }
  }

  @Test
  void a_rejected_document_is_an_upload_that_stores_nothing() {
    assertThat(document("awaiting_upload", "rejected", 5))
        .extracting(UsageEvent::type)
        .containsExactly(UsageType.UPLOAD);
  }

  @Test
  void a_dropped_document_arrives_when_it_is_created() {
    assertThat(document(null, "queued", 5)).hasSize(2);
    assertThat(document(null, "rejected", 5)).hasSize(1);
    assertThat(document(null, "completed", 5)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "awaiting_upload,awaiting_upload",
    "awaiting_upload,expired",
    "queued,processing",
    "processing,completed",
    "completed,queued",
    "failed,queued",
    "rejected,rejected",
  })
  void a_document_arrives_once_only(String before, String after) {
    assertThat(document(before, after, 5)).isEmpty();
  }

  @Test
  void an_announced_document_has_not_arrived() {
    assertThat(document(null, "awaiting_upload", 0)).isEmpty();
  }

  @Test
  void a_deleted_row_is_no_use() {
    var image = image("queued", 5);
    assertThat(deriving.events(scope, change("documents", INVOICE.key(), image, null))).isEmpty();
    var awaiting = image("awaiting_upload", 5);
    assertThat(deriving.events(scope, change("documents", INVOICE.key(), awaiting, null)))
        .isEmpty();
    assertThat(deriving.events(scope, change("executions", STEP, execution("completed"), null)))
        .isEmpty();
    assertThat(deriving.events(scope, change("credit-grants", GRANT, grant(), null))).isEmpty();
  }

  @Test
  void a_completed_step_costs_what_its_row_says() {
    var events = deriving.events(scope, change("executions", STEP, null, execution("completed")));
    assertThat(events).hasSize(1);
    var event = events.getFirst();
    assertThat(event.type()).isEqualTo(UsageType.PROCESSOR_EXECUTION);
    assertThat(event.cause()).isEqualTo(STEP);
    assertThat(event.units()).isEqualTo(3);
    assertThat(event.unit()).isEqualTo("page");
    assertThat(event.cost()).isEqualTo(new MicroCredits(3_000));
    assertThat(event.priceVersion()).isEqualTo("2026-07");
    assertThat(event.campaign()).isEqualTo(INVOICES.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "running", "failed", "skipped", "reused"})
  void a_step_that_did_no_work_costs_nothing(String state) {
    assertThat(deriving.events(scope, change("executions", STEP, null, execution(state))))
        .isEmpty();
  }

  @Test
  void a_step_is_counted_when_it_is_created_only() {
    assertThat(
            deriving.events(
                scope, change("executions", STEP, execution("completed"), execution("completed"))))
        .isEmpty();
  }

  @Test
  void a_grant_is_a_negative_cost() {
    var events = deriving.events(scope, change("credit-grants", GRANT, null, grant()));
    assertThat(events)
        .extracting(UsageEvent::type, UsageEvent::units, UsageEvent::cost, UsageEvent::campaign)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                UsageType.CREDIT_GRANT, 5_000_000L, new MicroCredits(-5_000_000), ""));
    assertThat(deriving.events(scope, change("credit-grants", GRANT, grant(), grant()))).isEmpty();
  }

  @Test
  void the_same_change_gives_the_same_events() {
    assertThat(document("awaiting_upload", "queued", 5))
        .isEqualTo(document("awaiting_upload", "queued", 5));
  }

  @Test
  void each_cause_and_type_gives_another_id() {
    var ids =
        java.util.stream.Stream.of(
                document(null, "queued", 5),
                deriving.events(scope, change("executions", STEP, null, execution("completed"))),
                deriving.events(
                    scope,
                    change(
                        "executions", STEP.replace("0001", "0002"), null, execution("completed"))),
                deriving.events(scope, change("credit-grants", GRANT, null, grant())))
            .flatMap(List::stream)
            .map(UsageEvent::id)
            .toList();
    assertThat(ids).hasSize(5).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenants", "jobs", "usage-events", "credentials", "", "Documents"})
  void other_tables_give_nothing(String table) {
    assertThat(deriving.events(scope, change(table, INVOICE.key(), null, image("queued", 5))))
        .isEmpty();
  }

  @Test
  void storage_is_priced_by_the_mebibyte_begun() {
    assertThat(Prices.CURRENT.ofStoring(0)).isEqualTo(MicroCredits.ZERO);
    assertThat(Prices.CURRENT.ofStoring(1)).isEqualTo(new MicroCredits(500));
    assertThat(Prices.CURRENT.ofStoring(1 << 20)).isEqualTo(new MicroCredits(500));
    assertThat(Prices.CURRENT.ofStoring((1 << 20) + 1)).isEqualTo(new MicroCredits(1_000));
  }

  private List<UsageEvent> document(@Nullable String before, String after, long bytes) {
    return deriving.events(
        scope,
        change(
            "documents",
            INVOICE.key(),
            before == null ? null : image(before, 0),
            image(after, bytes)));
  }

  private static ObjectNode image(String state, long bytes) {
    var image = Json.object().put("state", state).put("updatedAt", TIME);
    image.putObject("arrived").put("sizeBytes", bytes);
    return image;
  }

  private static ObjectNode execution(String state) {
    return Json.object()
        .put("state", state)
        .put("updatedAt", TIME)
        .put("units", 3)
        .put("unit", "page")
        .put("cost", 3_000)
        .put("priceVersion", "2026-07");
  }

  private static ObjectNode grant() {
    return Json.object().put("amount", 5_000_000).put("createdAt", TIME).put("updatedAt", TIME);
  }

  private static RowChange change(
      String table, String key, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    return new RowChange(table, ACME.value(), key, before, after);
  }
}
