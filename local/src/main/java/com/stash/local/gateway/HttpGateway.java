package com.stash.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stash.local.aws.CannotStart;
import com.stash.local.lambda.FunctionFailed;
import com.stash.local.lambda.LocalFunction;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP API on 127.0.0.1: it finds the route, asks the authorizer, calls the function of the
 * path's longest prefix and sends its answer. What API Gateway answers by itself, this does too:
 * 403 when denied or not signed as the route demands, 404 without a route, 413 over 10 MB, 500 on
 * failures.
 */
public final class HttpGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpGateway.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_BODY = 10 << 20;
  private static final int LARGEST_HEADERS = 10_240;
  private static final int AT_A_TIME = 64;
  private static final int BACKLOG = 512;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final int SECONDS_TO_CLOSE = 5;
  private static final int SECONDS_TO_WAIT = 15;

  private final Routes routes;
  private final LocalFunction authorizer;
  private final OperatorKeys operator;
  private final SignedRequests signatures;
  private final Map<String, LocalFunction> functions;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BodyReader bodies;
  private final Semaphore places = new Semaphore(AT_A_TIME);

  private HttpGateway(
      HttpServer server,
      List<Route> routes,
      LocalFunction authorizer,
      OperatorKeys operator,
      Map<String, LocalFunction> functions,
      Clock clock,
      Duration readTimeout) {
    this.server = server;
    this.bodies = new BodyReader(readTimeout);
    this.routes = new Routes(routes);
    this.authorizer = authorizer;
    this.operator = operator;
    this.signatures = new SignedRequests(operator, clock);
    this.functions = Map.copyOf(functions);
    this.clock = clock;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /** Starts on the port, 0 for any free one; the functions are keyed by path prefix. */
  public static HttpGateway start(
      int port,
      List<Route> routes,
      LocalFunction authorizer,
      OperatorKeys operator,
      Map<String, LocalFunction> functions,
      Clock clock) {
    return start(port, routes, authorizer, operator, functions, clock, READ_TIMEOUT);
  }

  static HttpGateway start(
      int port,
      List<Route> routes,
      LocalFunction authorizer,
      OperatorKeys operator,
      Map<String, LocalFunction> functions,
      Clock clock,
      Duration readTimeout) {
    return start(bind(port), routes, authorizer, operator, functions, clock, readTimeout);
  }

  /** Starts on a server that is bound. */
  public static HttpGateway start(
      HttpServer server,
      List<Route> routes,
      LocalFunction authorizer,
      OperatorKeys operator,
      Map<String, LocalFunction> functions,
      Clock clock) {
    return start(server, routes, authorizer, operator, functions, clock, READ_TIMEOUT);
  }

  private static HttpGateway start(
      HttpServer server,
      List<Route> routes,
      LocalFunction authorizer,
      OperatorKeys operator,
      Map<String, LocalFunction> functions,
      Clock clock,
      Duration readTimeout) {
    var gateway =
        new HttpGateway(server, routes, authorizer, operator, functions, clock, readTimeout);
    server.start();
    return gateway;
  }

  /** Takes the port, 0 for any free one, so that its address is known before there is a gateway. */
  public static HttpServer bind(int port) {
    try {
      var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (IOException e) {
      throw new CannotStart(
          "Port %d for the API is in use: stop the program that holds it or choose another with --port."
              .formatted(port),
          e);
    }
  }

  public URI endpoint() {
    return endpoint(server);
  }

  /** Returns the address of a server that is bound. */
  public static URI endpoint(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!hasPlace()) {
        send(exchange, Answer.message(503, "Service Unavailable"));
        return;
      }
      try {
        send(exchange, answer(exchange));
      } finally {
        places.release();
      }
    }
  }

  /** Waits a while for a place, as a burst passes quickly. */
  private boolean hasPlace() {
    try {
      return places.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("OPTIONS")) {
      return Cors.preflight(exchange);
    }
    if (headerBytes(exchange) > LARGEST_HEADERS) {
      return Answer.message(431, "Request Header Fields Too Large");
    }
    var path = exchange.getRequestURI().getRawPath();
    var match = path == null ? null : find(exchange.getRequestMethod(), path).orElse(null);
    var function = path == null ? null : function(path).orElse(null);
    if (match == null || function == null) {
      return Answer.message(404, "Not Found");
    }
    var body = bodies.read(exchange.getRequestBody(), LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Answer.message(413, "Request Entity Too Large");
    }
    var request =
        new ProxyRequest(exchange, match, body, UUID.randomUUID().toString(), clock.instant());
    try {
      return switch (match.route().access()) {
        case OPEN -> call(request.event(), function);
        case AUTHORIZED -> authorized(request, function);
        case SIGNED -> signed(request, function);
      };
    } catch (FunctionFailed e) {
      LOG.warn("{} {} failed", match.route().key(), request.requestId(), e);
      return Answer.internalServerError();
    }
  }

  private Optional<Routes.Match> find(String method, String path) {
    try {
      return routes.find(method, path);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Answer authorized(ProxyRequest request, LocalFunction function) throws IOException {
    var decision = JSON.readTree(authorizer.invoke(bytes(request.authorizerEvent())));
    if (!decision.path("isAuthorized").isBoolean()) {
      return Answer.internalServerError();
    }
    if (!decision.path("isAuthorized").asBoolean()) {
      return Answer.message(403, "Forbidden");
    }
    var event = request.event();
    event.withObject("/requestContext/authorizer").set("lambda", decision.path("context"));
    return call(event, function);
  }

  private Answer signed(ProxyRequest request, LocalFunction function) {
    if (!request.signed(signatures)) {
      return Answer.message(403, "Forbidden");
    }
    var event = request.event();
    event
        .withObject("/requestContext/authorizer/iam")
        .put("accessKey", operator.accessKey())
        .put("accountId", ProxyRequest.ACCOUNT)
        .put("userArn", operator.arn());
    return call(event, function);
  }

  private static Answer call(JsonNode event, LocalFunction function) {
    return Answer.of(function.invoke(bytes(event)));
  }

  private Optional<LocalFunction> function(String path) {
    return functions.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }

  private static int headerBytes(HttpExchange exchange) {
    return exchange.getRequestHeaders().entrySet().stream()
        .mapToInt(
            header ->
                header.getValue().stream()
                    .mapToInt(value -> header.getKey().length() + value.length())
                    .sum())
        .sum();
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    Cors.allow(exchange);
    var bodyless = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodyless ? -1 : answer.body().length);
    if (!bodyless) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  /** Stops taking requests and lets those in hand finish, for at most five seconds. */
  @Override
  public void close() {
    server.stop(SECONDS_TO_CLOSE);
    threads.shutdownNow();
    bodies.close();
  }
}
