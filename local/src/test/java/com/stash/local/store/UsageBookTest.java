package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.MicroCredits;
import com.stash.kernel.Page;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Givens;
import com.stash.store.DynamoUsageBook;
import com.stash.store.Tables;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.usage.Counter;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UsageBookTest {
  private static final Instant MARCH = Instant.parse("2026-03-31T23:59:59.999Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final List<UsageType> WORK =
      List.of(
          UsageType.UPLOAD, UsageType.STORAGE, UsageType.PROCESSOR_EXECUTION, UsageType.AI_TASK);
  private static Givens given;

  private final TenantScope scope = given().scope(new TenantId(given().ids().ulid()));
  private final UsageBook book = book();

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
  void events_move_counters_and_balance() {
    book.record(
        scope,
        List.of(
            event(UsageType.CREDIT_GRANT, "g", 9_000, -9_000, "", MARCH),
            event(UsageType.UPLOAD, "a", 1, 10, "c1", MARCH),
            event(UsageType.STORAGE, "a", 55, 7, "c1", MARCH),
            event(UsageType.UPLOAD, "b", 1, 10, "c2", MARCH),
            event(UsageType.UPLOAD, "c", 1, 10, "c1", APRIL)));
    assertThat(book.month(scope, YearMonth.of(2026, 3)))
        .containsExactlyInAnyOrder(
            line("", UsageType.CREDIT_GRANT, 1, 9_000, -9_000),
            line("c1", UsageType.UPLOAD, 1, 1, 10),
            line("c1", UsageType.STORAGE, 1, 55, 7),
            line("c2", UsageType.UPLOAD, 1, 1, 10));
    assertThat(book.month(scope, YearMonth.of(2026, 4)))
        .containsExactly(line("c1", UsageType.UPLOAD, 1, 1, 10));
    assertThat(book.month(scope, YearMonth.of(2026, 5))).isEmpty();
    assertThat(book.spending(scope).balance()).isEqualTo(new MicroCredits(9_000 - 37));
    assertThat(book.spending(scope).documentsThisMonth()).isEqualTo(2);
    assertCountersAreTheSumOfEvents();
  }

  @Test
  void the_same_events_again_change_nothing() {
    var events =
        List.of(
            event(UsageType.UPLOAD, "a", 1, 10, "c1", MARCH),
            event(UsageType.UPLOAD, "a", 1, 10, "c1", MARCH),
            event(UsageType.STORAGE, "a", 5, 7, "c1", MARCH));
    book.record(scope, events);
    book.record(scope, events);
    book.record(scope, List.of(events.get(2), event(UsageType.UPLOAD, "b", 1, 3, "c1", MARCH)));
    assertThat(book.list(scope, Page.Request.first(100)).items()).hasSize(3);
    assertThat(book.spending(scope).balance()).isEqualTo(new MicroCredits(-20));
    assertCountersAreTheSumOfEvents();
  }

  @Test
  void nothing_to_book_books_nothing() {
    book.record(scope, List.of());
    assertThat(Rows.of(given, Tables.USAGE_COUNTERS, scope.tenant())).isEmpty();
  }

  @Test
  void a_batch_of_many_events_of_many_campaigns_is_booked_whole() {
    var events = random(new Random(3), 250, 30);
    book.record(scope, events);
    assertThat(Rows.of(given, Tables.USAGE_EVENTS, scope.tenant())).hasSize(250);
    assertCountersAreTheSumOfEvents();
  }

  @Test
  void of_a_batch_that_is_half_known_the_other_half_is_booked() {
    var events = random(new Random(4), 60, 3);
    book.record(scope, events.subList(0, 30));
    book.record(scope, events);
    assertThat(Rows.of(given, Tables.USAGE_EVENTS, scope.tenant())).hasSize(60);
    assertCountersAreTheSumOfEvents();
  }

  @Test
  void eight_writers_at_once_lose_and_double_nothing() throws Exception {
    var events = random(new Random(5), 80, 2);
    AtOnce.on(
        8,
        writer -> {
          var mine = new ArrayList<>(events.subList(writer * 5, writer * 5 + 40));
          java.util.Collections.shuffle(mine, new Random(writer));
          for (int from = 0; from < mine.size(); from += 4) {
            book().record(scope, mine.subList(from, from + 4));
          }
          return writer;
        });
    assertThat(Rows.of(given, Tables.USAGE_EVENTS, scope.tenant())).hasSize(75);
    assertCountersAreTheSumOfEvents();
  }

  @Test
  void events_are_listed_the_newest_first() {
    var old = event(UsageType.UPLOAD, "a", 1, 10, "c1", MARCH);
    var young = event(UsageType.UPLOAD, "b", 1, 10, "c1", APRIL);
    book.record(scope, List.of(young, old));
    assertThat(book.list(scope, Page.Request.first(10)).items()).containsExactly(young, old);
  }

  @Test
  void a_balance_is_remembered_for_two_seconds() {
    book.record(scope, List.of(event(UsageType.UPLOAD, "a", 1, 10, "c1", MARCH)));
    assertThat(book.spending(scope).balance()).isEqualTo(new MicroCredits(-10));
    book.record(scope, List.of(event(UsageType.UPLOAD, "b", 1, 10, "c1", MARCH)));
    assertThat(book.spending(scope).balance()).isEqualTo(new MicroCredits(-10));
    given.clock().passes(Duration.ofSeconds(2));
    assertThat(book.spending(scope).balance()).isEqualTo(new MicroCredits(-20));
  }

  /** Invariant I3, for every period. */
  private void assertCountersAreTheSumOfEvents() {
    var expected = new HashMap<String, Long>();
    for (var item : Rows.of(given, Tables.USAGE_EVENTS, scope.tenant())) {
      var type = Rows.text(item, "type");
      var at = Instant.parse(Rows.text(item, "occurredAt"));
      var cost = Rows.number(item, "cost");
      for (var period : Counter.periods(at)) {
        var key = period + "#" + Rows.text(item, "campaign") + "/" + type;
        expected.merge(key + "_events", 1L, Long::sum);
        expected.merge(key + "_units", Rows.number(item, "units"), Long::sum);
        expected.merge(key + "_cost", cost, Long::sum);
      }
      if (type.equals("upload")) {
        expected.merge(Counter.month(at) + "/documents", 1L, Long::sum);
      }
      expected.merge("balance/credits", -cost, Long::sum);
    }
    var found = new HashMap<String, Long>();
    for (var item : Rows.of(given, Tables.USAGE_COUNTERS, scope.tenant())) {
      for (Map.Entry<String, ?> attribute : item.entrySet()) {
        if (!attribute.getKey().equals("tenantId") && !attribute.getKey().equals("sk")) {
          found.put(
              Rows.text(item, "sk") + "/" + attribute.getKey(),
              Rows.number(item, attribute.getKey()));
        }
      }
    }
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  private List<UsageEvent> random(Random random, int count, int campaigns) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                event(
                    WORK.get(random.nextInt(WORK.size())),
                    "cause" + i,
                    random.nextInt(1_000),
                    random.nextInt(10_000) - 2_000,
                    "c" + random.nextInt(campaigns),
                    MARCH.plusSeconds(random.nextInt(200_000) - 100_000)))
        .sorted(Comparator.comparing(UsageEvent::id))
        .toList();
  }

  private UsageEvent event(
      UsageType type, String cause, long units, long cost, String campaign, Instant at) {
    return UsageEvent.of(
        type, cause, units, "unit", new MicroCredits(cost), "p", campaign, at, scope.created(at));
  }

  private static UsageBook.Line line(
      String campaign, UsageType type, long events, long units, long cost) {
    return new UsageBook.Line(campaign, new Counter(type, events, units, new MicroCredits(cost)));
  }

  private static UsageBook book() {
    return new DynamoUsageBook(
        given().stores().tables(), given().backend().random(), given().clock());
  }
}
