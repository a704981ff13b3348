package com.stash.store;

import com.stash.kernel.Page;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantRegister;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * All tenants in DynamoDB: a page is one query of the platform's names, and its tenants, each in a
 * partition of its own, are got together.
 */
public final class DynamoTenantRegister implements TenantRegister {
  private final DynamoTables tables;
  private final DynamoTenantDirectory names;
  private final EntityTable<Tenant> tenants;

  public DynamoTenantRegister(DynamoTables tables) {
    this.tables = tables;
    this.names = new DynamoTenantDirectory(tables);
    this.tenants = tables.of(Tenant.class);
  }

  @Override
  public Optional<Tenant> find(PlatformScope scope, TenantId id) {
    return Optional.ofNullable(got(List.of(id)).get(id));
  }

  @Override
  public Page<Tenant> list(PlatformScope scope, Page.Request request) {
    var page = names.list(request, false);
    var found = page.items().isEmpty() ? Map.<TenantId, Tenant>of() : got(page.items());
    return new Page<>(
        page.items().stream().map(found::get).filter(Objects::nonNull).toList(), page.next());
  }

  private Map<TenantId, Tenant> got(List<TenantId> ids) {
    var table = tenants.table().tableName();
    var keys = ids.stream().map(DynamoTenantRegister::key).toList();
    var wanted = Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    var found = new HashMap<TenantId, Tenant>();
    while (!wanted.isEmpty()) {
      var asked = wanted;
      var answer = tables.client().batchGetItem(b -> b.requestItems(asked));
      for (var item : answer.responses().getOrDefault(table, List.of())) {
        var tenant = tenants.entity(item);
        found.put(tenant.id(), tenant);
      }
      wanted = answer.unprocessedKeys();
    }
    return found;
  }

  private static Map<String, AttributeValue> key(TenantId id) {
    return Map.of(
        TableStatement.TENANT, AttributeValue.fromS(id.value()),
        TableStatement.SORT, AttributeValue.fromS("tenant"));
  }
}
