package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.lifecycle.ErasureCertificate;
import com.stash.lifecycle.Holdings;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What is kept of a tenant in DynamoDB and S3, read by its partition and its prefix. */
public final class StoredHoldings implements Holdings {
  static final String OBJECTS = "objects";

  private static final Set<TableStatement> INNER = Set.of(Tables.CLAIMS);
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(secret|sealed|fingerprint|verificationtoken).*");
  private static final JsonAttributes JSON = new JsonAttributes();

  private final DynamoTables tables;
  private final S3Client s3;
  private final String bucket;

  public StoredHoldings(DynamoTables tables, S3Client s3, String bucket) {
    this.tables = tables;
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Returns the tables in which tenants have rows. */
  static List<TableStatement> all() {
    return Tables.ALL.stream().filter(t -> t.partitionKey().equals(TableStatement.TENANT)).toList();
  }

  @Override
  public Map<String, Long> count(TenantScope scope) {
    var counts = new LinkedHashMap<String, Long>();
    for (var table : all()) {
      long rows = 0;
      var query = query(scope, table).select(Select.COUNT).build();
      for (var page : tables.client().queryPaginator(query)) {
        rows += page.count();
      }
      // The tenant's own record stays, as a tombstone.
      counts.put(table.name(), table.equals(Tables.TENANTS) ? Math.max(0, rows - 1) : rows);
    }
    counts.put(OBJECTS, new StoredObjects(s3, bucket).count(prefix(scope)));
    return counts;
  }

  @Override
  public void rows(TenantScope scope, String table, RowReader reader) throws IOException {
    var statement = all().stream().filter(t -> t.name().equals(table)).findFirst().orElseThrow();
    for (var item : tables.client().queryPaginator(query(scope, statement).build()).items()) {
      reader.read(withoutSecrets(JSON.transformTo(AttributeValue.fromM(item))));
    }
  }

  @Override
  public void objects(TenantScope scope, ObjectReader reader) throws IOException {
    var prefix = prefix(scope);
    for (var object : s3.listObjectsV2Paginator(l -> l.bucket(bucket).prefix(prefix)).contents()) {
      try (var bytes = s3.getObject(g -> g.bucket(bucket).key(object.key()))) {
        reader.read(object.key().substring(prefix.length()), bytes);
      } catch (NoSuchKeyException e) {
        // It was deleted meanwhile.
      }
    }
  }

  @Override
  public Set<String> exported(TenantScope scope) {
    var names = new LinkedHashSet<String>();
    all().stream().filter(t -> !INNER.contains(t)).forEach(t -> names.add(t.name()));
    return names;
  }

  @Override
  public Optional<ErasureCertificate> certificate(TenantScope platform, TenantId tenant) {
    return tables.of(ErasureCertificate.class).find(platform, ErasureCertificate.PREFIX + tenant);
  }

  static String prefix(TenantScope scope) {
    return "tenants/" + scope.tenant() + "/";
  }

  private QueryRequest.Builder query(TenantScope scope, TableStatement table) {
    return QueryRequest.builder()
        .tableName(tables.physical(table))
        .keyConditionExpression("tenantId = :tenant")
        .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(scope.tenant().value())))
        .consistentRead(true);
  }

  /** Leaves out, at every depth, what is a secret, its hash or its seal. */
  private static JsonNode withoutSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var kept = Json.object();
      object
          .properties()
          .forEach(
              p -> {
                if (!SECRET.matcher(p.getKey()).matches()) {
                  kept.set(p.getKey(), withoutSecrets(p.getValue()));
                }
              });
      return kept;
    }
    if (node.isArray()) {
      var kept = Json.array();
      node.forEach(element -> kept.add(withoutSecrets(element)));
      return kept;
    }
    return node;
  }
}
