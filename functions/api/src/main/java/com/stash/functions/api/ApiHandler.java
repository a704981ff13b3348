package com.stash.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.audit.NotingDenials;
import com.stash.identity.Caller;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Refusal;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.crac.Core;

/** Answers the tenants' requests: API Gateway's HTTP API, payload 2.0 in and out. */
public final class ApiHandler implements Rehearsing {
  private final Contract contract = Contract.load();
  private final Operations operations;
  private final Gate gate;
  private final TenantDirectory tenants;
  private final NotingDenials denials;
  private final RequestRate rate;
  private final Answering answering;
  private final Clock clock;
  private final Log log;

  public ApiHandler() {
    this(AwsBackend.of(System.getenv()));
    Core.getGlobalContext().register(this);
  }

  /** Throws, listing every fault, unless contract and operations are one to one. */
  public ApiHandler(Backend backend) {
    var stores = new Stores(backend);
    operations = Operations.of(stores, backend);
    contract.requireExactly(operations.byId().keySet());
    gate = stores.gate();
    tenants = stores.tenants();
    denials = stores.denials();
    rate = new RequestRate(backend.clock());
    clock = backend.clock();
    log = backend.log();
    answering = new Answering(clock, log);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Event.read(in);
    var caller = event.caller();
    var tenant = caller.map(known -> known.tenant().value()).orElse("");
    out.write(Json.bytes(answering.answer(event, tenant, () -> answer(event, caller))));
  }

  /** Asks for a page of the platform's campaigns, of which there are none. */
  @Override
  public ObjectNode rehearsal() {
    var event = Json.object().put("routeKey", "GET /v1/campaigns");
    event
        .putObject("requestContext")
        .put("requestId", "rehearsal")
        .putObject("authorizer")
        .putObject("lambda")
        .put("tenantId", TenantId.PLATFORM.value())
        .put("actorType", "system")
        .put("actorId", "rehearsal")
        .put("permissions", "campaigns:read")
        .put("standing", "active");
    return event;
  }

  private Answer answer(Event event, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      return new Answer.Failed(Problem.UNAUTHENTICATED);
    }
    try {
      return contract
          .find(event.routeKey())
          .map(route -> answer(event, route, caller.get()))
          .orElseGet(() -> Answer.refused(Refusal.notFound()));
    } catch (RuntimeException e) {
      log.error(
          "request_failed",
          caller.get().tenant().value(),
          event.requestId(),
          e,
          "route",
          event.routeKey());
      return new Answer.Failed(Problem.of(e));
    }
  }

  private Answer answer(Event event, Route route, Caller caller) {
    var scope = gate.forCaller(caller.tenant(), event.origin(caller.actor()));
    var tenant = tenants.find(caller.tenant());
    var answer =
        tenant
            .flatMap(this::tooMany)
            .or(() -> Access.refusal(route, caller, event, pause(tenant)))
            .map(Answer::refused)
            .orElseGet(
                () ->
                    Answer.of(
                        RequestReader.read(event, route),
                        sent -> operations.find(route).handle(new Request(caller, scope, sent))));
    if (answer instanceof Answer.Refused(var refusal) && route.denies(refusal)) {
      denials.note(scope, route.key(), event.subject(), refusal.code());
    }
    return answer;
  }

  /** Returns how long the tenant's maintenance still lasts. */
  private Optional<Duration> pause(Optional<Tenant> tenant) {
    return tenant
        .flatMap(found -> Optional.ofNullable(found.maintenance()))
        .map(maintenance -> maintenance.left(clock.instant()));
  }

  private Optional<Refusal> tooMany(Tenant tenant) {
    var perSecond = tenant.limits().requestsPerSecond();
    return rate.admits(tenant.id(), perSecond)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                    Refusal.Kind.TOO_MANY,
                    "too_many_requests",
                    "More requests came than the %d a second of your tier. Slow down."
                        .formatted(perSecond))
                .after(Duration.ofSeconds(1)));
  }
}
