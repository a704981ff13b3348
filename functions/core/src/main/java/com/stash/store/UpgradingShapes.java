package com.stash.store;

import com.stash.kernel.Entity;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Writes a tenant's items anew that were written in an earlier shape. A reader knows all shapes
 * there were, so an upgrade is: read, write. It is no new version of the item - nobody changed
 * anything -, so the audit has no entry of it; and what somebody changes at the same moment is
 * written in the new shape by them. It may be stopped and begun again at any point: a tenant that
 * was done is remembered, together with the shapes it was brought to.
 */
public final class UpgradingShapes {
  private static final int PAGE = 200;

  private final DynamoTables tables;
  private final Transactions transactions;
  private final Clock clock;

  public UpgradingShapes(DynamoTables tables, Transactions transactions, Clock clock) {
    this.tables = tables;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Which tables are looked at: the platform's own records, or what a tenant owns. */
  public enum Part {
    CENTRAL,
    TENANT;

    private boolean holds(EntityTable<?> table) {
      return Tables.CENTRAL.contains(table.statement()) == (this == CENTRAL);
    }
  }

  /**
   * What was found in one table.
   *
   * @param seen items looked at
   * @param upgraded items written anew, or that would be
   */
  public record Report(String table, long seen, long upgraded) {}

  /** Tells whether a part of a tenant was brought to the shapes of today before. */
  public boolean isDone(TenantScope scope, Part part) {
    return tables.of(Claim.class).find(scope, memory(part)).isPresent();
  }

  /** Tells each table's report, and remembers at the end that the part is done. */
  public void upgrade(TenantScope scope, Part part, boolean dryRun, Consumer<Report> reports) {
    for (var table : tables.all()) {
      if (part.holds(table)) {
        reports.accept(upgrade(scope, table, dryRun));
      }
    }
    if (!dryRun) {
      var claim = new Claim(memory(part), part.name(), null, null, scope.created(clock.instant()));
      // It clashes when it was remembered before, which says the same.
      transactions.commit(scope, new Create(claim));
    }
  }

  private <T extends Entity> Report upgrade(
      TenantScope scope, EntityTable<T> table, boolean dryRun) {
    long seen = 0;
    long upgraded = 0;
    var pages =
        tables
            .client(scope)
            .queryPaginator(
                QueryRequest.builder()
                    .tableName(table.table().tableName())
                    .keyConditionExpression("tenantId = :tenant")
                    .expressionAttributeValues(
                        Map.of(":tenant", AttributeValue.fromS(scope.tenant().value())))
                    .consistentRead(true)
                    .limit(PAGE)
                    .build());
    for (var item : pages.items()) {
      if (!table.holds(Items.attribute(item, TableStatement.SORT).s())) {
        continue;
      }
      seen++;
      if (version(item) < table.shape() && (dryRun || write(scope, table, item))) {
        upgraded++;
      }
    }
    return new Report(table.statement().name(), seen, upgraded);
  }

  private <T extends Entity> boolean write(
      TenantScope scope, EntityTable<T> table, Map<String, AttributeValue> item) {
    try {
      tables
          .client(scope)
          .putItem(
              p ->
                  p.tableName(table.table().tableName())
                      .item(table.item(scope, table.entity(item)))
                      .conditionExpression("version = :version AND schemaVersion = :shape")
                      .expressionAttributeValues(
                          Map.of(
                              ":version", Items.attribute(item, "version"),
                              ":shape", Items.attribute(item, Shape.VERSION))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false; // Somebody changed it meanwhile, and so wrote it in the new shape.
    }
  }

  /** Returns the key under which it is remembered that a part has the shapes of today. */
  private String memory(Part part) {
    var shapes =
        tables.all().stream()
            .filter(part::holds)
            .map(table -> table.statement().name() + "@" + table.shape())
            .sorted()
            .toArray(String[]::new);
    return "shapes#" + Sha256.ofParts(shapes).hex().substring(0, 26);
  }

  private static long version(Map<String, AttributeValue> item) {
    return Long.parseLong(Items.attribute(item, Shape.VERSION).n());
  }
}
