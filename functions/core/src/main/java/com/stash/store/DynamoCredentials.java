package com.stash.store;

import com.stash.credentials.Credential;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Credentials;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Credentials in DynamoDB. Reads that decide are consistent, and repeated when they fail. */
public final class DynamoCredentials implements Credentials {
  private final EntityTable<Credential> credentials;
  private final DynamoTables tables;
  private final Repeating repeating;

  DynamoCredentials(DynamoTables tables, Repeating repeating) {
    this.credentials = tables.of(Credential.class);
    this.tables = tables;
    this.repeating = repeating;
  }

  @Override
  public Optional<Credential> find(TenantScope scope, CredentialId id) {
    return repeating.call(() -> credentials.find(scope, id.value()));
  }

  @Override
  public Map<CredentialId, Credential> find(TenantScope scope, Collection<CredentialId> ids) {
    var table = credentials.table();
    var keys =
        ids.stream()
            .map(id -> credentials.key(scope, id.value()).primaryKeyMap(table.tableSchema()))
            .toList();
    var wanted =
        Map.of(
            table.tableName(), KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    var found = new HashMap<CredentialId, Credential>();
    while (!wanted.isEmpty()) {
      var asked = wanted;
      var answer =
          repeating.call(() -> tables.client(scope).batchGetItem(b -> b.requestItems(asked)));
      for (var item : answer.responses().getOrDefault(table.tableName(), List.of())) {
        var credential = credentials.entity(item);
        found.put(credential.id(), credential);
      }
      wanted = answer.unprocessedKeys();
    }
    return found;
  }

  @Override
  public Page<Credential> list(
      TenantScope scope, @Nullable CredentialScope place, Page.Request request) {
    var range = place == null ? "" : CredentialId.range(place);
    return repeating.call(() -> credentials.newestFirst(scope, range, request));
  }

  @Override
  public List<CredentialId> due(TenantScope scope, int limit) {
    return credentials.indexed(scope, limit).stream().map(CredentialId::new).toList();
  }
}
