package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Answer;
import com.stash.functions.api.Views;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Definition;
import com.stash.processors.ProcessorRef;
import com.stash.processors.RegisteredProcessor;
import com.stash.processors.RegisteredProcessor.Status;
import com.stash.processors.RegisteredProcessors;
import com.stash.processors.SwitchingProcessors;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform's processors: list, switch off and on. */
final class ProcessorOperations {
  private final BuiltInProcessors builtIn = new BuiltInProcessors(Json.MAPPER);
  private final RegisteredProcessors registry;
  private final SwitchingProcessors switching;
  private final Gate gate;

  private ProcessorOperations(Stores stores, Clock clock) {
    registry = stores.processors();
    switching = new SwitchingProcessors(registry, stores.transactions(), clock);
    gate = stores.gate();
  }

  static Map<String, AdminOperation> of(Stores stores, Clock clock) {
    var all = new ProcessorOperations(stores, clock);
    return Map.of("listSystemProcessors", all::list, "switchProcessor", all::become);
  }

  private Answer list(AdminRequest request) {
    var platform = gate.forPlatform(request.scope().origin());
    var rows = new HashMap<ProcessorRef, RegisteredProcessor>();
    registry
        .list(platform, Page.Request.first(Page.Request.MOST))
        .items()
        .forEach(row -> rows.put(row.definition().ref(), row));
    var view = Json.object();
    var items = view.putArray("items");
    builtIn.all().forEach(definition -> items.add(view(definition, rows.get(definition.ref()))));
    return Answer.of(view);
  }

  private Answer become(AdminRequest request) {
    var body = request.sent().body();
    var platform = gate.forPlatform(request.scope().origin());
    var status = Status.valueOf(body.path("status").asText().toUpperCase(Locale.ROOT));
    return Answer.of(
        definition(body)
            .flatMap(
                definition ->
                    switching.become(platform, definition, status, request.sent().idempotency())),
        row -> Answer.of(view(row.definition(), row)));
  }

  private Outcome<Definition> definition(JsonNode body) {
    return builtIn
        .find(ProcessorRef.parse(body.path("processor").asText()))
        .map(Outcome::done)
        .orElseGet(
            () ->
                Outcome.refused(
                    Refusal.invalid("/processor", "The platform has no processor of this name.")));
  }

  private static ObjectNode view(Definition definition, @Nullable RegisteredProcessor row) {
    var view = Json.object();
    view.put("processor", definition.ref().toString());
    view.put("name", definition.name());
    view.put("category", definition.category().name().toLowerCase(Locale.ROOT));
    view.put("status", row == null ? Status.ACTIVE.wire() : row.status().wire());
    if (row != null) {
      Views.put(view, "switchedAt", row.stamp().updatedAt());
      view.put("switchedBy", row.stamp().changedBy().actor().id());
    }
    return view;
  }
}
