package com.stash.store;

import com.stash.kernel.Entity;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One entity's table: reads of one item, of one range of keys, and of its sparse index. */
final class EntityTable<T extends Entity> {
  private final DynamoDbTable<Row<T>> table;
  private final DynamoDbClient client;
  private final TenantClients clients;
  private final TableStatement statement;
  private final long shape;
  private final Predicate<String> keys;

  /** Which client is a scope's. */
  @FunctionalInterface
  interface TenantClients {
    DynamoDbClient of(TenantScope scope);
  }

  EntityTable(
      DynamoDbClient client,
      TenantClients clients,
      Environment environment,
      TableStatement statement,
      TableSchema<Row<T>> schema,
      Predicate<String> keys) {
    this.table = over(client).table(environment.table(statement), schema);
    this.client = client;
    this.clients = clients;
    this.statement = statement;
    this.keys = keys;
    this.shape =
        schema.tableMetadata().customMetadataObject(Shape.VERSION, Long.class).orElseThrow();
  }

  DynamoDbTable<Row<T>> table() {
    return table;
  }

  /** Returns the table as it is reached under a scope; it costs some small objects. */
  private DynamoDbTable<Row<T>> table(TenantScope scope) {
    var signing = clients.of(scope);
    return signing.equals(client)
        ? table
        : over(signing).table(table.tableName(), table.tableSchema());
  }

  private static DynamoDbEnhancedClient over(DynamoDbClient client) {
    return DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions().build();
  }

  TableStatement statement() {
    return statement;
  }

  /** Tells whether an item of the table is of this kind. */
  boolean holds(String sortKey) {
    return keys.test(sortKey);
  }

  /** Returns the version of the shape in which items are written. */
  long shape() {
    return shape;
  }

  Row<T> row(TenantScope scope, T entity) {
    return new Row<>(scope.tenant().value(), entity);
  }

  Key key(TenantScope scope, String sortKey) {
    return Key.builder().partitionValue(scope.tenant().value()).sortValue(sortKey).build();
  }

  Map<String, AttributeValue> item(TenantScope scope, T entity) {
    return table.tableSchema().itemToMap(row(scope, entity), true);
  }

  T entity(Map<String, AttributeValue> item) {
    return table.tableSchema().mapToItem(item).entity();
  }

  Optional<T> find(TenantScope scope, String sortKey) {
    var row = table(scope).getItem(r -> r.key(key(scope, sortKey)).consistentRead(true));
    return Optional.ofNullable(row).map(Row::entity);
  }

  /** Returns one page of the items whose sort keys begin with a prefix, newest first; one query. */
  Page<T> newestFirst(TenantScope scope, String prefix, Page.Request request) {
    var conditional =
        prefix.isEmpty()
            ? QueryConditional.keyEqualTo(k -> k.partitionValue(scope.tenant().value()))
            : QueryConditional.sortBeginsWith(
                k -> k.partitionValue(scope.tenant().value()).sortValue(prefix));
    var page =
        table(scope)
            .query(
                q ->
                    q.queryConditional(conditional)
                        .scanIndexForward(false)
                        .limit(request.limit())
                        .exclusiveStartKey(start(scope, prefix, request.after())))
            .iterator()
            .next();
    return new Page<>(
        page.items().stream().map(Row::entity).toList(),
        Optional.ofNullable(page.lastEvaluatedKey())
            .map(key -> Items.attribute(key, TableStatement.SORT).s()));
  }

  /** Returns all items whose sort keys begin with a prefix, for ranges that are small by nature. */
  List<T> all(TenantScope scope, String prefix) {
    var conditional =
        QueryConditional.sortBeginsWith(
            k -> k.partitionValue(scope.tenant().value()).sortValue(prefix));
    return table(scope).query(q -> q.queryConditional(conditional).consistentRead(true)).stream()
        .flatMap(page -> page.items().stream())
        .map(Row::entity)
        .toList();
  }

  /** Returns the sort keys of the items in the sparse index, the least first. */
  List<String> indexed(TenantScope scope, int limit) {
    var answer =
        clients
            .of(scope)
            .query(
                q ->
                    q.tableName(table.tableName())
                        .indexName(statement.sparseIndex())
                        .keyConditionExpression("tenantId = :tenant")
                        .expressionAttributeValues(
                            Map.of(":tenant", AttributeValue.fromS(scope.tenant().value())))
                        .limit(limit));
    return answer.items().stream()
        .map(item -> Items.attribute(item, TableStatement.SORT).s())
        .toList();
  }

  private static @Nullable Map<String, AttributeValue> start(
      TenantScope scope, String prefix, @Nullable String after) {
    if (after == null) {
      return null;
    }
    if (!after.startsWith(prefix)) {
      throw new IllegalArgumentException("the cursor is not of this list");
    }
    return Map.of(
        TableStatement.TENANT, AttributeValue.fromS(scope.tenant().value()),
        TableStatement.SORT, AttributeValue.fromS(after));
  }
}
