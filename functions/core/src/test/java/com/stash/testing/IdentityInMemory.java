package com.stash.testing;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeys;
import com.stash.identity.KeyUse;
import com.stash.identity.KeyUses;
import com.stash.kernel.Page;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and their uses in maps. */
public final class IdentityInMemory implements ApiKeys, KeyUses, Transactions {
  private final Map<TenantId, ItemsInMemory> tenants = new HashMap<>();
  private final List<String> uses = new ArrayList<>();
  private @Nullable RuntimeException failure;

  /** Puts a key in the place of the one with the same id. */
  public void put(TenantId tenant, ApiKey key) {
    of(tenant).put(key);
  }

  /** Lets every keeping of a use fail. */
  public void failing(RuntimeException with) {
    failure = with;
  }

  /** Lets something happen just before the next transaction of the sample tenant. */
  public void beforeCommit(Runnable happening) {
    of(Sample.ACME).beforeCommit(happening);
  }

  public List<String> uses() {
    return uses;
  }

  public Claims claims() {
    return (scope, key) -> of(scope.tenant()).claims().find(scope, key);
  }

  @Override
  public Optional<ApiKey> find(TenantScope scope, String keyId) {
    return Optional.ofNullable((ApiKey) of(scope.tenant()).find(keyId));
  }

  @Override
  public Page<ApiKey> list(TenantScope scope, Page.Request request) {
    return new Page<>(of(scope.tenant()).all(ApiKey.class), Optional.empty());
  }

  @Override
  public void keep(TenantScope scope, KeyUse use) {
    if (failure != null) {
      throw failure;
    }
    uses.add(use.keyId() + " " + use.lastUsedAt());
  }

  @Override
  public Map<String, Instant> last(TenantScope scope, Collection<String> keyIds) {
    return Map.of();
  }

  @Override
  public Verdict commit(TenantScope scope, List<Change> changes) {
    return of(scope.tenant()).commit(scope, changes);
  }

  private ItemsInMemory of(TenantId tenant) {
    return tenants.computeIfAbsent(tenant, _ -> new ItemsInMemory());
  }
}
