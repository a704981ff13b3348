package com.stash.store;

import com.stash.kernel.MicroCredits;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import com.stash.usage.Counter;
import com.stash.usage.Spending;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Usage events, counters and balance in DynamoDB. The event's own key is the check against counting
 * twice: it is put on the condition that it is new, in the transaction that counts it.
 *
 * <p>Counters are items {@code {period}#{campaign}} with three numbers for each type; the balance
 * and the month's documents of the whole tenant are items {@code balance} and {@code {month}#}.
 */
public final class DynamoUsageBook implements UsageBook {
  private static final int EVENTS_AT_ONCE = 20;
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  private final DynamoTables tables;
  private final EntityTable<UsageEvent> events;
  private final String counters;
  private final Retrying retrying;
  private final Cache<String, Spending> spending;
  private final Clock clock;

  public DynamoUsageBook(DynamoTables tables, RandomGenerator random, Clock clock) {
    this.tables = tables;
    this.events = tables.of(UsageEvent.class);
    this.counters = tables.physical(Tables.USAGE_COUNTERS);
    this.retrying = new Retrying(random);
    this.spending = new Cache<>(1_000, REMEMBERED, clock);
    this.clock = clock;
  }

  @Override
  public void record(TenantScope scope, List<UsageEvent> all) {
    var unlike = new LinkedHashMap<String, UsageEvent>();
    all.forEach(event -> unlike.put(event.id(), event));
    var left = new ArrayList<>(unlike.values());
    while (!left.isEmpty()) {
      var batch = left.subList(0, Math.min(EVENTS_AT_ONCE, left.size()));
      recordNew(scope, List.copyOf(batch));
      batch.clear();
    }
  }

  @Override
  public Page<UsageEvent> list(TenantScope scope, Page.Request request) {
    return events.newestFirst(scope, "", request);
  }

  @Override
  public List<Line> month(TenantScope scope, YearMonth month) {
    var prefix = "month#" + month + "#";
    var lines = new ArrayList<Line>();
    var pages =
        tables
            .client(scope)
            .queryPaginator(
                q ->
                    q.tableName(counters)
                        .keyConditionExpression("tenantId = :tenant and begins_with(sk, :prefix)")
                        .expressionAttributeValues(
                            Map.of(
                                ":tenant", AttributeValue.fromS(scope.tenant().value()),
                                ":prefix", AttributeValue.fromS(prefix))));
    for (var item : pages.items()) {
      var campaign = Items.attribute(item, TableStatement.SORT).s().substring(prefix.length());
      for (var type : UsageType.values()) {
        if (item.containsKey(type.wire() + "_events")) {
          lines.add(new Line(campaign, counter(type, item)));
        }
      }
    }
    return lines;
  }

  @Override
  public Spending spending(TenantScope scope) {
    return spending.get(scope.tenant().value(), _ -> readSpending(scope));
  }

  private Spending readSpending(TenantScope scope) {
    var balance = number(item(scope, "balance"), "credits");
    var month = item(scope, Counter.month(clock.instant()));
    return new Spending(new MicroCredits(balance), number(month, "documents"));
  }

  private Map<String, AttributeValue> item(TenantScope scope, String key) {
    return tables
        .client(scope)
        .getItem(g -> g.tableName(counters).key(counterKey(scope, key)))
        .item();
  }

  private void recordNew(TenantScope scope, List<UsageEvent> batch) {
    try {
      retrying.onConflict(
          () ->
              tables.client(scope).transactWriteItems(t -> t.transactItems(writes(scope, batch))));
    } catch (TransactionCanceledException e) {
      var known =
          IntStream.range(0, batch.size())
              .filter(i -> "ConditionalCheckFailed".equals(e.cancellationReasons().get(i).code()))
              .mapToObj(batch::get)
              .toList();
      if (known.isEmpty()) {
        throw e;
      }
      var rest = batch.stream().filter(event -> !known.contains(event)).toList();
      if (!rest.isEmpty()) {
        recordNew(scope, rest);
      }
    }
  }

  private List<TransactWriteItem> writes(TenantScope scope, List<UsageEvent> batch) {
    var writes = new ArrayList<TransactWriteItem>();
    var sums = new TreeMap<String, Map<String, Long>>();
    for (var event : batch) {
      writes.add(
          TransactWriteItem.builder()
              .put(
                  Put.builder()
                      .tableName(events.table().tableName())
                      .item(events.item(scope, event))
                      .conditionExpression("attribute_not_exists(sk)")
                      .build())
              .build());
      count(event, sums);
    }
    sums.forEach((key, adds) -> writes.add(add(scope, key, adds)));
    return writes;
  }

  private static void count(UsageEvent event, Map<String, Map<String, Long>> sums) {
    var type = event.type().wire();
    for (var period : Counter.periods(event.occurredAt())) {
      var adds = sums.computeIfAbsent(period + "#" + event.campaign(), _ -> new TreeMap<>());
      adds.merge(type + "_events", 1L, Math::addExact);
      adds.merge(type + "_units", event.units(), Math::addExact);
      adds.merge(type + "_cost", event.cost().value(), Math::addExact);
    }
    if (event.type() == UsageType.UPLOAD) {
      sums.computeIfAbsent(Counter.month(event.occurredAt()), _ -> new TreeMap<>())
          .merge("documents", 1L, Math::addExact);
    }
    sums.computeIfAbsent("balance", _ -> new TreeMap<>())
        .merge("credits", Math.negateExact(event.cost().value()), Math::addExact);
  }

  private TransactWriteItem add(TenantScope scope, String key, Map<String, Long> adds) {
    var names = new LinkedHashMap<String, String>();
    var values = new LinkedHashMap<String, AttributeValue>();
    var parts = new ArrayList<String>();
    adds.forEach(
        (attribute, amount) -> {
          var n = parts.size();
          names.put("#a" + n, attribute);
          values.put(":a" + n, AttributeValue.fromN(Long.toString(amount)));
          parts.add("#a%d :a%d".formatted(n, n));
        });
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(counters)
                .key(counterKey(scope, key))
                .updateExpression("ADD " + String.join(", ", parts))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build())
        .build();
  }

  private static Map<String, AttributeValue> counterKey(TenantScope scope, String key) {
    return Map.of(
        TableStatement.TENANT, AttributeValue.fromS(scope.tenant().value()),
        TableStatement.SORT, AttributeValue.fromS(key));
  }

  private static Counter counter(UsageType type, Map<String, AttributeValue> item) {
    var prefix = type.name().toLowerCase(Locale.ROOT);
    return new Counter(
        type,
        number(item, prefix + "_events"),
        number(item, prefix + "_units"),
        new MicroCredits(number(item, prefix + "_cost")));
  }

  private static long number(Map<String, AttributeValue> item, String attribute) {
    var value = item.get(attribute);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}
