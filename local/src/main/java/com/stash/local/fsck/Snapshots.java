package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.fsck.Snapshot.StoredObject;
import com.stash.store.Backend;
import com.stash.store.S3Checkpoints;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads all a tenant has, partition by partition and prefix by prefix. */
final class Snapshots {
  private final Backend backend;

  Snapshots(Backend backend) {
    this.backend = backend;
  }

  Snapshot of(String tenant) {
    var tables = new LinkedHashMap<String, Map<String, JsonNode>>();
    for (var table : Tables.ALL) {
      if (!table.equals(Tables.NAMES)) {
        tables.put(table.name(), items(table, tenant));
      }
    }
    var environment = backend.environment();
    return new Snapshot(
        tenant,
        tables,
        objects(environment.bucket(), "tenants/" + tenant + "/"),
        objects(environment.archive(), S3Checkpoints.prefix(tenant)));
  }

  private Map<String, StoredObject> objects(String bucket, String prefix) {
    var now = backend.clock().instant();
    var objects = new LinkedHashMap<String, StoredObject>();
    for (var object :
        backend.s3().listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents()) {
      var bytes = backend.s3().getObjectAsBytes(g -> g.bucket(bucket).key(object.key()));
      objects.put(
          object.key().substring(prefix.length()),
          new StoredObject(
              Duration.between(object.lastModified(), now).toSeconds(),
              bytes.asString(StandardCharsets.ISO_8859_1)));
    }
    return objects;
  }

  private Map<String, JsonNode> items(TableStatement table, String tenant) {
    var items = new LinkedHashMap<String, JsonNode>();
    var pages =
        backend
            .dynamoDb()
            .queryPaginator(
                q ->
                    q.tableName(backend.environment().table(table))
                        .keyConditionExpression("tenantId = :tenant")
                        .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(tenant)))
                        .consistentRead(true));
    for (var item : pages.items()) {
      var node = object(item);
      items.put(node.path("sk").asText(), node);
    }
    return items;
  }

  private static JsonNode object(Map<String, AttributeValue> item) {
    var node = Json.object();
    item.forEach((name, value) -> node.set(name, json(value)));
    return node;
  }

  private static JsonNode json(AttributeValue value) {
    return switch (value.type()) {
      case M -> object(value.m());
      case L -> {
        var array = Json.array();
        value.l().forEach(element -> array.add(json(element)));
        yield array;
      }
      case N -> Json.number(new BigDecimal(value.n()));
      case BOOL -> Json.object().booleanNode(value.bool());
      case NUL -> Json.object().nullNode();
      default -> Json.object().textNode(value.s());
    };
  }
}
