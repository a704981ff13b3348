package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.fsck.Snapshot.StoredCheckpoint;
import com.stash.local.fsck.Snapshot.StoredObject;
import com.stash.store.Backend;
import com.stash.store.S3Checkpoints;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads all a tenant has, partition by partition and prefix by prefix. */
final class Snapshots {
  private final Backend backend;

  Snapshots(Backend backend) {
    this.backend = backend;
  }

  Snapshot of(String tenant) {
    // First, so that each names an entry that was there when the log is read.
    var checkpoints = checkpoints(tenant);
    var tables = new LinkedHashMap<String, Map<String, JsonNode>>();
    for (var table : Tables.ALL) {
      if (!table.equals(Tables.NAMES)) {
        tables.put(table.name(), items(table, tenant));
      }
    }
    return new Snapshot(tenant, tables, objects("tenants/" + tenant + "/"), checkpoints);
  }

  /** Reads all versions: a lock keeps each of them, and lets newer ones hide them. */
  private List<StoredCheckpoint> checkpoints(String tenant) {
    var archive = backend.environment().archive();
    var prefix = S3Checkpoints.prefix(tenant);
    var found = new ArrayList<StoredCheckpoint>();
    if (backend.s3().getBucketVersioning(g -> g.bucket(archive)).status() == null) {
      for (var object :
          backend.s3().listObjectsV2Paginator(l -> l.bucket(archive).prefix(prefix)).contents()) {
        found.add(checkpoint(archive, prefix, object.key(), null));
      }
      return found;
    }
    for (var page :
        backend.s3().listObjectVersionsPaginator(l -> l.bucket(archive).prefix(prefix))) {
      page.versions().forEach(v -> found.add(checkpoint(archive, prefix, v.key(), v.versionId())));
      page.deleteMarkers()
          .forEach(m -> found.add(new StoredCheckpoint(m.key().substring(prefix.length()), null)));
    }
    return found;
  }

  private StoredCheckpoint checkpoint(
      String archive, String prefix, String key, @Nullable String version) {
    var bytes = backend.s3().getObjectAsBytes(g -> g.bucket(archive).key(key).versionId(version));
    return new StoredCheckpoint(
        key.substring(prefix.length()), bytes.asString(StandardCharsets.ISO_8859_1));
  }

  private Map<String, StoredObject> objects(String prefix) {
    var bucket = backend.environment().bucket();
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
