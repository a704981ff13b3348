package com.stash.store;

import com.stash.identity.KeyUse;
import com.stash.identity.KeyUses;
import com.stash.identity.SamplingKeyUses;
import com.stash.tenancy.TenantScope;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The last uses of keys in DynamoDB. */
public final class DynamoKeyUses implements KeyUses {
  private final EntityTable<KeyUse> uses;
  private final DynamoTables tables;

  public DynamoKeyUses(DynamoTables tables) {
    this.uses = tables.of(KeyUse.class);
    this.tables = tables;
  }

  @Override
  public void keep(TenantScope scope, KeyUse use) {
    var before = use.lastUsedAt().minus(SamplingKeyUses.SAMPLED).toString();
    try {
      tables
          .client(scope)
          .putItem(
              p ->
                  p.tableName(uses.table().tableName())
                      .item(uses.item(scope, use))
                      .conditionExpression("attribute_not_exists(sk) OR lastUsedAt <= :before")
                      .expressionAttributeValues(Map.of(":before", AttributeValue.fromS(before))));
    } catch (ConditionalCheckFailedException e) {
      // Another instance kept one within the hour.
    }
  }

  @Override
  public Map<String, Instant> last(TenantScope scope, Collection<String> keyIds) {
    var last = new HashMap<String, Instant>();
    var table = uses.table();
    var keys =
        keyIds.stream().map(id -> uses.key(scope, id).primaryKeyMap(table.tableSchema())).toList();
    var wanted =
        keys.isEmpty()
            ? Map.<String, KeysAndAttributes>of()
            : Map.of(table.tableName(), KeysAndAttributes.builder().keys(keys).build());
    while (!wanted.isEmpty()) {
      var asked = wanted;
      var answer = tables.client(scope).batchGetItem(b -> b.requestItems(asked));
      for (var item : answer.responses().getOrDefault(table.tableName(), List.of())) {
        var use = uses.entity(item);
        last.put(use.keyId(), use.lastUsedAt());
      }
      wanted = answer.unprocessedKeys();
    }
    return last;
  }
}
