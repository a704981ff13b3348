package com.stash.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.audit.NotingDenials;
import com.stash.functions.api.oidc.Fetch;
import com.stash.functions.api.oidc.HttpFetch;
import com.stash.functions.api.oidc.OidcTokens;
import com.stash.identity.ApiKeyText;
import com.stash.identity.Authenticating;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Lets API Gateway know who is calling: a Lambda authorizer of an HTTP API, payload 2.0, simple
 * response. A credential that opens nothing is let through with an empty context, so that the API
 * answers 401 in its own manner: without a caller it has no scope, and nothing can be read. The log
 * has a code and never the key.
 */
public final class AuthorizerHandler implements Rehearsing {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([^ ]+)", Pattern.CASE_INSENSITIVE);
  private static final Actor UNKNOWN = new Actor(ActorType.SYSTEM, "authorizer");

  /**
   * A token's shape, by an issuer that nobody trusts: {@code {"alg":"RS256"}.{"iss":"nobody"}.}.
   */
  private static final String NOBODYS_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJub2JvZHkifQ.AAAA";

  private final Authenticating authenticating;
  private final Gate gate;
  private final NotingDenials denials;
  private final Random random;
  private final Log log;

  public AuthorizerHandler() {
    this(AwsBackend.of(System.getenv()));
    Core.getGlobalContext().register(this);
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
    random = backend.random();
    log = backend.log();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = Event.read(in);
    var recognition = recognize(event);
    if (recognition instanceof Recognition.Unknown unknown) {
      note(event, unknown);
    }
    out.write(Json.bytes(answer(recognition)));
  }

  /** Asks with a key of the platform's, which has none. */
  @Override
  public ObjectNode rehearsal() {
    var key = ApiKeyText.create(TenantId.PLATFORM, TenantId.PLATFORM.value(), random);
    return asking(key.reveal());
  }

  /** Decides on a key and on a token, and notes no denial: a rehearsal writes nothing. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
    for (var request : List.of(rehearsal(), asking(NOBODYS_TOKEN))) {
      var event = Event.read(new ByteArrayInputStream(Json.bytes(request)));
      Json.bytes(answer(recognize(event)));
    }
  }

  private static ObjectNode asking(String bearer) {
    var event = Json.object().put("routeKey", "GET /v1/me");
    event.putObject("headers").put("authorization", "Bearer " + bearer);
    event
        .putObject("requestContext")
        .put("requestId", "rehearsal")
        .put("domainName", "rehearsal.invalid");
    return event;
  }

  private Recognition recognize(Event event) {
    var bearer = BEARER.matcher(event.header("authorization").orElse("").strip());
    if (!bearer.matches()) {
      return new Recognition.Unknown("no_bearer", Optional.empty());
    }
    var host = host(event);
    if (host == null) {
      return new Recognition.Unknown("no_host_name", Optional.empty());
    }
    try {
      return authenticating.recognize(bearer.group(1), host, event.origin(UNKNOWN));
    } catch (RuntimeException e) {
      // A failure, which the gateway answers with a 500: the key may be good.
      log.error("authorization_failed", "", event.requestId(), e);
      throw new IllegalStateException("the authorizer failed; see the log", e);
    }
  }

  private void note(Event event, Recognition.Unknown unknown) {
    var tenant = unknown.named().map(TenantId::value).orElse("");
    log.info("caller_unknown", tenant, event.requestId(), "reason", unknown.code());
    var origin = event.origin(UNKNOWN);
    var scope =
        unknown
            .named()
            .map(t -> gate.forCredential(t, origin))
            .orElseGet(() -> gate.forPlatform(origin));
    denials.note(scope, event.routeKey(), event.subject(), unknown.code());
  }

  private static ObjectNode answer(Recognition recognition) {
    var answer = Json.object().put("isAuthorized", true);
    return switch (recognition) {
      case Recognition.Known(var caller) -> answer.set("context", CallerContext.write(caller));
      case Recognition.Unknown _ -> answer.set("context", Json.object());
    };
  }

  private static @Nullable HostName host(Event event) {
    try {
      return HostName.parse(event.host());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
