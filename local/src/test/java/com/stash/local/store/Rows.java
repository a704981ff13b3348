package com.stash.local.store;

import com.stash.local.fixtures.Givens;
import com.stash.store.TableStatement;
import com.stash.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a tenant's items as they are in a table. */
final class Rows {
  private Rows() {}

  static List<Map<String, AttributeValue>> of(Givens given, TableStatement table, TenantId tenant) {
    return given
        .backend()
        .dynamoDb()
        .queryPaginator(
            q ->
                q.tableName(given.backend().environment().table(table))
                    .keyConditionExpression("tenantId = :t")
                    .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(tenant.value())))
                    .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return java.util.Objects.requireNonNull(item.get(name), name).s();
  }

  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(java.util.Objects.requireNonNull(item.get(name), name).n());
  }
}
