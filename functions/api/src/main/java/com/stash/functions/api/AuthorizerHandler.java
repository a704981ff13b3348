package com.stash.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.audit.NotingDenials;
import com.stash.functions.api.oidc.Fetch;
import com.stash.functions.api.oidc.HttpFetch;
import com.stash.functions.api.oidc.OidcTokens;
import com.stash.identity.Authenticating;
import com.stash.identity.Caller;
import com.stash.identity.Recognition;
import com.stash.identity.SamplingKeyUses;
import com.stash.identity.SigningIn;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets API Gateway know who is calling: a Lambda authorizer of an HTTP API, payload 2.0, simple
 * response. A credential that opens nothing is let through with an empty context, so that the API
 * answers 401 in its own manner: without a caller it has no scope, and nothing can be read. The log
 * has a code and never the key.
 */
public final class AuthorizerHandler implements RequestStreamHandler {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([^ ]+)", Pattern.CASE_INSENSITIVE);
  private static final Actor UNKNOWN = new Actor(ActorType.SYSTEM, "authorizer");

  private final Authenticating authenticating;
  private final Gate gate;
  private final NotingDenials denials;
  private final Log log;

  public AuthorizerHandler() {
    this(AwsBackend.of(System.getenv()));
  }

  public AuthorizerHandler(Backend backend) {
    this(backend, new HttpFetch(backend.clock()));
  }

  /** Gets the keys of issuers through {@code fetch}. */
  public AuthorizerHandler(Backend backend, Fetch fetch) {
    var stores = new Stores(backend);
    authenticating =
        new Authenticating(
            stores.tenants(),
            stores.keys(),
            new SamplingKeyUses(stores.keyUses(), backend.clock(), backend.log()),
            new OidcTokens(backend.environment().issuers(), fetch, backend.clock(), backend.log()),
            new SigningIn(
                stores.rememberedUsers(), stores.transactions(), stores.gate(), backend.clock()),
            stores.gate(),
            backend.hosts(),
            backend.clock());
    gate = stores.gate();
    denials = stores.denials();
    log = backend.log();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    out.write(Json.bytes(decide(Event.read(in))));
  }

  private ObjectNode decide(Event event) {
    var bearer = BEARER.matcher(event.header("authorization").orElse("").strip());
    if (!bearer.matches()) {
      return unknown(event, "no_bearer", Optional.empty());
    }
    var host = host(event);
    if (host == null) {
      return unknown(event, "no_host_name", Optional.empty());
    }
    try {
      return switch (authenticating.recognize(bearer.group(1), host, event.origin(UNKNOWN))) {
        case Recognition.Known(var caller) -> admitted(caller);
        case Recognition.Unknown(var code, var named) -> unknown(event, code, named);
      };
    } catch (RuntimeException e) {
      // A failure, which the gateway answers with a 500: the key may be good.
      log.error("authorization_failed", "", event.requestId(), e);
      throw new IllegalStateException("the authorizer failed; see the log", e);
    }
  }

  private ObjectNode unknown(Event event, String reason, Optional<TenantId> named) {
    var tenant = named.map(TenantId::value).orElse("");
    log.info("caller_unknown", tenant, event.requestId(), "reason", reason);
    var origin = event.origin(UNKNOWN);
    var scope =
        named.map(t -> gate.forCredential(t, origin)).orElseGet(() -> gate.forPlatform(origin));
    denials.note(scope, event.routeKey(), event.subject(), reason);
    var letThrough = Json.object().put("isAuthorized", true);
    letThrough.putObject("context");
    return letThrough;
  }

  private static ObjectNode admitted(Caller caller) {
    var answer = Json.object().put("isAuthorized", true);
    answer.set("context", CallerContext.write(caller));
    return answer;
  }

  private static @Nullable HostName host(Event event) {
    try {
      return HostName.parse(event.host());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
