package com.stash.store;

import com.stash.kernel.Entity;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.FreeSlot;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.ReleaseName;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.Require;
import com.stash.transactions.Change.TakeName;
import com.stash.transactions.Change.TakeSlot;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Transactions over DynamoDB. A single change is a plain conditional put, which costs half; the
 * items that stand in the way come back with the refusal, so nothing is read before or after.
 */
public final class DynamoTransactions implements Transactions {
  private static final int MOST = 100;

  private final DynamoTables tables;
  private final Retrying retrying;

  public DynamoTransactions(DynamoTables tables, RandomGenerator random) {
    this.tables = tables;
    this.retrying = new Retrying(random);
  }

  @Override
  public Verdict commit(TenantScope scope, List<Change> changes) {
    if (changes.isEmpty() || changes.size() > MOST) {
      throw new IllegalArgumentException("a transaction has 1 to 100 changes");
    }
    return changes.size() == 1 && !(changes.getFirst() instanceof Require)
        ? single(scope, changes.getFirst())
        : together(scope, changes);
  }

  private Verdict single(TenantScope scope, Change change) {
    var put = put(scope, change);
    try {
      client(scope, List.of(change))
          .putItem(
              p ->
                  p.tableName(put.tableName())
                      .item(put.item())
                      .conditionExpression(put.conditionExpression())
                      .expressionAttributeValues(values(put))
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new Verdict.Committed();
    } catch (ConditionalCheckFailedException e) {
      return put.item().equals(e.item())
          ? new Verdict.Committed()
          : new Verdict.Clashed(change, existing(change, e.item()));
    }
  }

  private Verdict together(TenantScope scope, List<Change> changes) {
    var writes = changes.stream().map(change -> write(scope, change)).toList();
    try {
      retrying.onConflict(
          () -> client(scope, changes).transactWriteItems(t -> t.transactItems(writes)));
      return new Verdict.Committed();
    } catch (TransactionCanceledException e) {
      return verdict(changes, writes, e);
    }
  }

  private Verdict verdict(
      List<Change> changes, List<TransactWriteItem> writes, TransactionCanceledException e) {
    var reasons = e.cancellationReasons();
    boolean stored = writes.stream().anyMatch(write -> write.put() != null);
    Verdict.Clashed clash = null;
    for (int i = 0; i < changes.size(); i++) {
      var failed = "ConditionalCheckFailed".equals(reasons.get(i).code());
      var put = writes.get(i).put();
      if (put != null) {
        stored &= failed && put.item().equals(reasons.get(i).item());
      }
      if (failed && clash == null) {
        clash =
            new Verdict.Clashed(changes.get(i), existing(changes.get(i), reasons.get(i).item()));
      }
    }
    if (stored) {
      return new Verdict.Committed();
    }
    if (clash == null) {
      throw e;
    }
    return clash;
  }

  private TransactWriteItem write(TenantScope scope, Change change) {
    if (change instanceof Require(Entity entity)) {
      var table = tables.of(entity);
      return TransactWriteItem.builder()
          .conditionCheck(
              ConditionCheck.builder()
                  .tableName(table.table().tableName())
                  .key(table.key(scope, entity.key()).primaryKeyMap(table.table().tableSchema()))
                  .conditionExpression("version = :version")
                  .expressionAttributeValues(version(entity.version()))
                  .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                  .build())
          .build();
    }
    return switch (change) {
      case TakeSlot(var most) ->
          TransactWriteItem.builder().update(DynamoSlots.take(tables, scope, most)).build();
      case FreeSlot() ->
          TransactWriteItem.builder().update(DynamoSlots.free(tables, scope)).build();
      default -> TransactWriteItem.builder().put(put(scope, change)).build();
    };
  }

  private Put put(TenantScope scope, Change change) {
    var put =
        Put.builder()
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return switch (change) {
      case Create(Entity entity) ->
          put.tableName(tables.of(entity).table().tableName())
              .item(tables.of(entity).item(scope, entity))
              .conditionExpression("attribute_not_exists(sk)")
              .build();
      case Replace(Entity entity) ->
          put.tableName(tables.of(entity).table().tableName())
              .item(tables.of(entity).item(scope, entity))
              .conditionExpression("version = :version")
              .expressionAttributeValues(version(entity.version() - 1))
              .build();
      case TakeName(var kind, var name, var now) ->
          put.tableName(tables.physical(Tables.NAMES))
              .item(name(scope, kind, name))
              .conditionExpression(
                  "attribute_not_exists(kind) or freeFrom <= :now"
                      + " or (attribute_exists(freeFrom) and tenantId = :own)")
              .expressionAttributeValues(Map.of(":now", millis(now), ":own", own(scope)))
              .build();
      case ReleaseName(var kind, var name, var freeFrom) -> {
        var item = name(scope, kind, name);
        item.put("freeFrom", millis(freeFrom));
        yield put.tableName(tables.physical(Tables.NAMES))
            .item(item)
            .conditionExpression("tenantId = :own")
            .expressionAttributeValues(Map.of(":own", own(scope)))
            .build();
      }
      case Require _, TakeSlot _, FreeSlot _ ->
          throw new IllegalArgumentException("it stands beside other changes only");
    };
  }

  private @Nullable Entity existing(Change change, Map<String, AttributeValue> item) {
    if (item.isEmpty()) {
      return null;
    }
    return switch (change) {
      case Create(Entity entity) -> tables.of(entity).entity(item);
      case Replace(Entity entity) -> tables.of(entity).entity(item);
      case Require(Entity entity) -> tables.of(entity).entity(item);
      case TakeName _, ReleaseName _, TakeSlot _, FreeSlot _ -> null;
    };
  }

  private static Map<String, AttributeValue> name(TenantScope scope, NameKind kind, String name) {
    var item = new LinkedHashMap<String, AttributeValue>();
    item.put("kind", AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT)));
    item.put("name", AttributeValue.fromS(name));
    item.put("tenantId", own(scope));
    return item;
  }

  private static AttributeValue millis(Instant time) {
    return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
  }

  private static AttributeValue own(TenantScope scope) {
    return AttributeValue.fromS(scope.tenant().value());
  }

  /** The platform's names are in no tenant's partition, so no session can write them. */
  private DynamoDbClient client(TenantScope scope, List<Change> changes) {
    return changes.stream().anyMatch(c -> c instanceof TakeName || c instanceof ReleaseName)
        ? tables.client()
        : tables.client(scope);
  }

  private static @Nullable Map<String, AttributeValue> values(Put put) {
    return put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null;
  }

  private static Map<String, AttributeValue> version(long version) {
    return Map.of(":version", AttributeValue.fromN(Long.toString(version)));
  }
}
