package com.stash.store;

import com.stash.kernel.Page;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.transactions.Change.NameKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The central look-ups in DynamoDB: tenants by id, and the platform's names. */
public final class DynamoTenantDirectory implements TenantDirectory {
  private final DynamoTables tables;

  public DynamoTenantDirectory(DynamoTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    var table = tables.of(Tenant.class).table();
    var row =
        table.getItem(
            r -> r.key(k -> k.partitionValue(id.value()).sortValue("tenant")).consistentRead(true));
    return Optional.ofNullable(row).map(Row::entity);
  }

  @Override
  public Optional<TenantId> owner(HostName host) {
    return owner(NameKind.HOST, host.value());
  }

  @Override
  public Optional<TenantId> owner(Slug slug) {
    return owner(NameKind.SLUG, slug.value());
  }

  @Override
  public Page<TenantId> list(Page.Request request) {
    return list(request, true);
  }

  Page<TenantId> list(Page.Request request, boolean oldestFirst) {
    var kind = wire(NameKind.TENANT);
    var start = new HashMap<String, AttributeValue>();
    if (request.after() != null) {
      start.put("kind", kind);
      start.put("name", AttributeValue.fromS(request.after()));
    }
    var answer =
        tables
            .client()
            .query(
                q ->
                    q.tableName(tables.physical(Tables.NAMES))
                        .keyConditionExpression("kind = :kind")
                        .expressionAttributeValues(Map.of(":kind", kind))
                        .scanIndexForward(oldestFirst)
                        .exclusiveStartKey(start.isEmpty() ? null : start)
                        .limit(request.limit()));
    return new Page<>(
        answer.items().stream()
            .map(item -> new TenantId(Items.attribute(item, "name").s()))
            .toList(),
        answer.hasLastEvaluatedKey()
            ? Optional.of(Items.attribute(answer.lastEvaluatedKey(), "name").s())
            : Optional.empty());
  }

  private Optional<TenantId> owner(NameKind kind, String name) {
    var answer =
        tables
            .client()
            .getItem(
                g ->
                    g.tableName(tables.physical(Tables.NAMES))
                        .key(Map.of("kind", wire(kind), "name", AttributeValue.fromS(name))));
    return answer.hasItem() && !answer.item().containsKey("freeFrom")
        ? Optional.of(new TenantId(Items.attribute(answer.item(), "tenantId").s()))
        : Optional.empty();
  }

  private static AttributeValue wire(NameKind kind) {
    return AttributeValue.fromS(kind.name().toLowerCase(Locale.ROOT));
  }
}
