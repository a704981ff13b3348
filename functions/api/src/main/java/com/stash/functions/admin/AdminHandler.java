package com.stash.functions.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.audit.NotingDenials;
import com.stash.functions.api.Answer;
import com.stash.functions.api.Answering;
import com.stash.functions.api.Contract;
import com.stash.functions.api.Event;
import com.stash.functions.api.Problem;
import com.stash.functions.api.Rehearsing;
import com.stash.functions.api.RequestReader;
import com.stash.functions.api.Route;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Refusal;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.crac.Core;

/**
 * Answers operators' requests: API Gateway's HTTP API with IAM authorization, payload 2.0. Who
 * calls is the one whose signature the gateway checked; without one nothing is done.
 */
public final class AdminHandler implements Rehearsing {
  private static final Actor UNKNOWN = new Actor(ActorType.SYSTEM, "admin");

  private final Contract contract = Contract.loadAdmin();
  private final AdminOperations operations;
  private final Gate gate;
  private final NotingDenials denials;
  private final Answering answering;
  private final Log log;

  public AdminHandler() {
    this(AwsBackend.of(System.getenv()));
    Core.getGlobalContext().register(this);
  }

  /** Throws, listing every fault, unless contract and operations are one to one. */
  public AdminHandler(Backend backend) {
    var stores = new Stores(backend);
    operations = AdminOperations.of(contract, stores, backend);
    contract.requireExactly(operations.byId().keySet());
    gate = stores.gate();
    denials = stores.denials();
    log = backend.log();
    answering = new Answering(backend.clock(), log);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Event.read(in);
    var named = event.pathParameter("tenantId");
    var tenant = Ids.isUlid(named) ? named : "";
    out.write(Json.bytes(answering.answer(event, tenant, () -> answer(event))));
  }

  /** Asks for the platform's processors. */
  @Override
  public ObjectNode rehearsal() {
    var event = Json.object().put("routeKey", "GET /admin/v1/processors");
    event
        .putObject("requestContext")
        .put("requestId", "rehearsal")
        .putObject("authorizer")
        .putObject("iam")
        .put("userArn", "arn:aws:iam::000000000000:role/rehearsal");
    return event;
  }

  private Answer answer(Event event) {
    var operator = event.operator();
    if (operator.isEmpty()) {
      note(event, UNKNOWN, Problem.NO_OPERATOR.code());
      return new Answer.Failed(Problem.NO_OPERATOR);
    }
    try {
      return contract
          .find(event.routeKey())
          .map(route -> answer(event, route, operator.get()))
          .orElseGet(() -> Answer.refused(Refusal.notFound()));
    } catch (RuntimeException e) {
      log.error("request_failed", "", event.requestId(), e, "route", event.routeKey());
      return new Answer.Failed(Problem.of(e));
    }
  }

  private Answer answer(Event event, Route route, Actor operator) {
    var scope = gate.platform(event.origin(operator));
    var answer =
        Answer.of(
            RequestReader.read(event, route),
            sent -> operations.find(route).handle(new AdminRequest(scope, sent)));
    if (answer instanceof Answer.Refused(var refusal) && route.denies(refusal)) {
      note(event, operator, refusal.code());
    }
    return answer;
  }

  /**
   * The platform's own audit log tells of operators' refusals, whichever tenant they were after.
   */
  private void note(Event event, Actor actor, String code) {
    denials.note(gate.forPlatform(event.origin(actor)), event.routeKey(), event.subject(), code);
  }
}
