package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Answer;
import com.stash.functions.api.Contract;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.store.Backend;
import com.stash.store.Probes;
import java.time.Clock;
import java.util.Map;

/** Health: one cheap call of each service, and how long it took. */
final class HealthOperations {
  private final String version;
  private final Backend backend;
  private final Clock clock;
  private final Log log;

  private HealthOperations(Contract contract, Backend backend) {
    this.version = contract.document().at("/info/version").asText();
    this.backend = backend;
    this.clock = backend.clock();
    this.log = backend.log();
  }

  static Map<String, AdminOperation> of(Contract contract, Backend backend) {
    return Map.of("readHealth", new HealthOperations(contract, backend)::read);
  }

  private Answer read(AdminRequest request) {
    var view = Json.object();
    view.put("environment", backend.environment().name());
    view.putObject("versions").put("api", version).put("java", Runtime.version().toString());
    var services = view.putArray("services");
    var well = true;
    for (var probe : Probes.of(backend).entrySet()) {
      var service = probed(probe.getKey(), probe.getValue(), request);
      well &= service.path("well").asBoolean();
      services.add(service);
    }
    return Answer.of(view.put("well", well));
  }

  private JsonNode probed(String name, Runnable probe, AdminRequest request) {
    var began = clock.millis();
    var well = true;
    try {
      probe.run();
    } catch (RuntimeException e) {
      well = false;
      log.error("probe_failed", "", request.scope().origin().requestId(), e, "service", name);
    }
    return Json.object()
        .put("service", name)
        .put("well", well)
        .put("milliseconds", clock.millis() - began);
  }
}
