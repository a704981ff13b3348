package com.stash.functions.admin;

import com.stash.functions.api.Contract;
import com.stash.functions.api.Route;
import com.stash.kernel.Ids;
import com.stash.store.Backend;
import com.stash.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is done for each operation of the operators' contract, by its id. */
record AdminOperations(Map<String, AdminOperation> byId) {
  static AdminOperations of(Contract contract, Stores stores, Backend backend) {
    var ids = new Ids(backend.clock(), backend.random());
    var all = new TreeMap<String, AdminOperation>();
    for (var group :
        List.of(
            TenantOperations.of(stores, backend),
            LifecycleOperations.of(stores),
            AccountOperations.of(stores, ids, backend.clock()),
            ProcessorOperations.of(stores, backend.clock()),
            HealthOperations.of(contract, backend))) {
      all.putAll(group);
    }
    return new AdminOperations(all);
  }

  AdminOperation find(Route route) {
    return Objects.requireNonNull(byId.get(route.operationId()), route.operationId());
  }
}
