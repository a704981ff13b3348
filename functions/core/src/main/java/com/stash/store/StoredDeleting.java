package com.stash.store;

import com.stash.lifecycle.Deleting;
import com.stash.tenancy.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one place where rows and objects are deleted: 25 rows a request, a thousand objects a
 * request. The functions have no right to it; an operator's command runs it under the operator's.
 */
public final class StoredDeleting implements Deleting {
  private static final int AT_ONCE = 25;
  private static final int TRIES = 20;

  private final DynamoTables tables;
  private final S3Client s3;
  private final String bucket;
  private final Pausing pausing;

  public StoredDeleting(DynamoTables tables, S3Client s3, String bucket, RandomGenerator random) {
    this.tables = tables;
    this.s3 = s3;
    this.bucket = bucket;
    this.pausing = new Pausing(random);
  }

  @Override
  public long rows(TenantScope scope, String table) {
    var statement =
        StoredHoldings.all().stream().filter(t -> t.name().equals(table)).findFirst().orElseThrow();
    var physical = tables.physical(statement);
    long deleted = 0;
    var pages =
        tables
            .client()
            .queryPaginator(
                q ->
                    q.tableName(physical)
                        .keyConditionExpression("tenantId = :tenant")
                        .projectionExpression("tenantId, sk")
                        .expressionAttributeValues(
                            Map.of(":tenant", AttributeValue.fromS(scope.tenant().value())))
                        .consistentRead(true));
    for (var page : pages) {
      var keys = page.items().stream().filter(key -> !isTenant(statement, key)).toList();
      for (int from = 0; from < keys.size(); from += AT_ONCE) {
        var batch = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
        delete(physical, batch);
        deleted += batch.size();
      }
    }
    return deleted;
  }

  @Override
  public long objects(TenantScope scope) {
    return new StoredObjects(s3, bucket).delete(StoredHoldings.prefix(scope));
  }

  private void delete(String table, List<Map<String, AttributeValue>> keys) {
    var left =
        Map.of(
            table,
            keys.stream()
                .map(key -> WriteRequest.builder().deleteRequest(d -> d.key(key)).build())
                .toList());
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      var batch = left;
      left = tables.client().batchWriteItem(b -> b.requestItems(batch)).unprocessedItems();
      if (!left.isEmpty()) {
        if (attempt == TRIES) {
          throw new IllegalStateException("the table is too busy to delete; run it again");
        }
        pausing.pause(attempt);
      }
    }
  }

  private static boolean isTenant(TableStatement table, Map<String, AttributeValue> key) {
    return table.equals(Tables.TENANTS) && Items.attribute(key, "sk").s().equals("tenant");
  }
}
