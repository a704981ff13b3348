package com.stash.testing;

import com.stash.kernel.Entity;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Items of one tenant in a map, and transactions over them. */
final class ItemsInMemory implements Transactions {
  private final Map<String, Entity> items = new HashMap<>();
  private Runnable before = () -> {};

  void put(Entity entity) {
    items.put(entity.key(), entity);
  }

  @Nullable Entity find(String key) {
    return items.get(key);
  }

  <T extends Entity> List<T> all(Class<T> kind) {
    return items.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  Claims claims() {
    return (scope, key) -> Optional.ofNullable((Claim) items.get(key));
  }

  void beforeCommit(Runnable happening) {
    before = happening;
  }

  @Override
  public Verdict commit(TenantScope scope, List<Change> changes) {
    var happening = before;
    before = () -> {};
    happening.run();
    for (var change : changes) {
      if (clashes(change)) {
        return new Verdict.Clashed(change, null);
      }
    }
    for (var change : changes) {
      switch (change) {
        case Change.Create(Entity entity) -> put(entity);
        case Change.Replace(Entity entity) -> put(entity);
        default -> {
          // It writes nothing here.
        }
      }
    }
    return new Verdict.Committed();
  }

  private boolean clashes(Change change) {
    return switch (change) {
      case Change.Create(Entity entity) -> items.containsKey(entity.key());
      case Change.Replace(Entity entity) -> version(entity) != entity.version() - 1;
      case Change.Require(Entity entity) -> version(entity) != entity.version();
      default -> false;
    };
  }

  private long version(Entity entity) {
    var there = items.get(entity.key());
    return there == null ? 0 : there.version();
  }
}
