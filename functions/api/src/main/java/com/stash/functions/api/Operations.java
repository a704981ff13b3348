package com.stash.functions.api;

import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.processors.BuiltInProcessors;
import com.stash.store.Backend;
import com.stash.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is done for each operation of the contract, by its id. */
record Operations(Map<String, Operation> byId) {
  static Operations of(Stores stores, Backend backend) {
    var ids = new Ids(backend.clock(), backend.random());
    var processors = new BuiltInProcessors(Json.MAPPER);
    var all = new TreeMap<String, Operation>();
    for (var group :
        List.of(
            CampaignOperations.of(stores, processors, ids, backend.clock()),
            CampaignChanges.of(stores, backend.clock()),
            DocumentOperations.of(stores, ids, backend.clock()),
            DocumentChanges.of(stores, ids, backend.clock()),
            ResultOperations.of(stores, backend.clock()),
            JobOperations.of(stores),
            ProcessorOperations.of(processors),
            CredentialOperations.of(stores, processors, backend.clock()),
            CredentialChanges.of(stores, backend.clock()),
            UserOperations.of(stores, ids, backend.clock()),
            KeyOperations.of(stores, backend, ids),
            UsageOperations.of(stores, backend.clock()),
            AuditOperations.of(stores),
            DomainOperations.of(stores, backend, ids),
            CallerOperations.of(stores))) {
      all.putAll(group);
    }
    return new Operations(all);
  }

  Operation find(Route route) {
    return Objects.requireNonNull(byId.get(route.operationId()), route.operationId());
  }
}
