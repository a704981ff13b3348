package com.stash.store;

import com.stash.pipeline.Slots;
import com.stash.tenancy.TenantScope;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * A tenant's slots for running jobs: one item among its claims, with {@code running}, which only
 * transactions count, and {@code putOff}.
 */
public final class DynamoSlots implements Slots {
  static final String KEY = "slots";

  private final DynamoTables tables;
  private final String table;

  public DynamoSlots(DynamoTables tables) {
    this.tables = tables;
    this.table = tables.physical(Tables.CLAIMS);
  }

  @Override
  public void putOff(TenantScope scope) {
    tables
        .client(scope)
        .updateItem(
            u ->
                u.tableName(table)
                    .key(key(scope))
                    .updateExpression("ADD putOff :one")
                    .expressionAttributeValues(Map.of(":one", number(1))));
  }

  @Override
  public long putOffs(TenantScope scope) {
    var item =
        tables
            .client(scope)
            .getItem(g -> g.tableName(table).key(key(scope)).consistentRead(true))
            .item();
    var putOff = item.get("putOff");
    return putOff == null ? 0 : Long.parseLong(putOff.n());
  }

  @Override
  public void settle(TenantScope scope, long seen) {
    try {
      tables
          .client(scope)
          .updateItem(
              u ->
                  u.tableName(table)
                      .key(key(scope))
                      .updateExpression("REMOVE putOff")
                      .conditionExpression("putOff = :seen")
                      .expressionAttributeValues(Map.of(":seen", number(seen))));
    } catch (ConditionalCheckFailedException e) {
      // Somebody was put off meanwhile.
    }
  }

  /** Counts one more running job, as long as fewer than so many run. */
  static Update take(DynamoTables tables, TenantScope scope, int most) {
    return Update.builder()
        .tableName(tables.physical(Tables.CLAIMS))
        .key(key(scope))
        .updateExpression("ADD running :one")
        .conditionExpression("attribute_not_exists(running) or running < :most")
        .expressionAttributeValues(Map.of(":one", number(1), ":most", number(most)))
        .build();
  }

  /** Counts one running job less. */
  static Update free(DynamoTables tables, TenantScope scope) {
    return Update.builder()
        .tableName(tables.physical(Tables.CLAIMS))
        .key(key(scope))
        .updateExpression("ADD running :less")
        .expressionAttributeValues(Map.of(":less", number(-1)))
        .build();
  }

  private static Map<String, AttributeValue> key(TenantScope scope) {
    return Map.of(
        TableStatement.TENANT, AttributeValue.fromS(scope.tenant().value()),
        TableStatement.SORT, AttributeValue.fromS(KEY));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
