package com.stash.local.cloud;

import com.stash.audit.Incident;
import com.stash.kernel.Origin;
import com.stash.kernel.Sha256;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.transactions.Change.Create;

/** The destination of stream records that failed for good: each becomes an incident. */
final class FailedRecords {
  private final Backend backend;
  private final Stores stores;

  FailedRecords(Backend backend) {
    this.backend = backend;
    this.stores = new Stores(backend);
  }

  void note(byte[] event) {
    var hash = Sha256.of(event).hex();
    var scope = stores.gate().forPlatform(Origin.system("stream", hash.substring(0, 16)));
    var incident =
        Incident.of(
            "stream:" + hash,
            "record_not_handled",
            "A stream record failed for good; the log says why.",
            hash,
            scope.created(backend.clock().instant()));
    stores.transactions().commit(scope, new Create(incident));
  }
}
