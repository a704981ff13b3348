package com.stash.local.cloud;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.stash.functions.admin.AdminHandler;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.functions.api.Contract;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.functions.triggers.AuditHandler;
import com.stash.functions.triggers.DeadLetterHandler;
import com.stash.functions.triggers.DispatchHandler;
import com.stash.functions.triggers.SweepHandler;
import com.stash.functions.triggers.UploadHandler;
import com.stash.functions.triggers.UsageHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Sha256;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.gateway.HttpGateway;
import com.stash.local.gateway.OperatorKeys;
import com.stash.local.gateway.Route;
import com.stash.local.issuer.LocalIssuer;
import com.stash.local.lambda.LocalFunction;
import com.stash.local.lambda.ObjectCreatedEventSource;
import com.stash.local.lambda.QueueEventSource;
import com.stash.local.lambda.ScheduledEventSource;
import com.stash.local.lambda.StreamEventSource;
import com.stash.processors.builtin.BuiltIns;
import com.stash.processors.builtin.parsing.ParserSettings;
import com.stash.processors.builtin.webhook.Targets;
import com.stash.store.Backend;
import com.stash.tenancy.TenantId;
import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stash as it is deployed, in one JVM. It is ready when {@link #start} returns. */
public final class LocalCloud implements AutoCloseable {
  private static final int RUNNERS = 2;
  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final EmbeddedAws aws;
  private final LocalQueues queues;
  private final Backend backend;
  private final List<StreamEventSource> streams;
  private final QueueEventSource jobs;
  private final QueueEventSource deadLetters;
  private final HttpGateway gateway;
  private final LocalIssuer issuer;

  private LocalCloud(LocalSettings settings, Clock clock, Log log) {
    aws =
        closed(
            EmbeddedAws.start(
                new EmbeddedAws.Settings(
                    settings.dataFolder(),
                    settings.dynamoDbPort(),
                    settings.s3Port(),
                    settings.sqsPort(),
                    "STASHLOCALROOT",
                    UUID.randomUUID().toString(),
                    clock)));
    try {
      queues = LocalQueues.create(aws.sqs());
      var server = HttpGateway.bind(settings.apiPort());
      closed(() -> server.stop(0));
      issuer = LocalIssuer.open(issuerKey(settings), HttpGateway.endpoint(server), clock);
      issuer.serve(server);
      backend = LocalBackend.create(aws, queues, List.of(issuer.trusted()), clock, log);
      var builtIns =
          closed(
              new BuiltIns(
                  Json.MAPPER,
                  ParserSettings.ofThisJvm(RUNNERS),
                  tesseract(),
                  Targets.local(),
                  clock));
      var pipeline =
          function(
              "pipeline",
              new PipelineHandler(backend, builtIns.all(), settings.lease(), FIRST_PAUSE),
              settings.lease());
      jobs = queue(queues.jobs(), pipeline, RUNNERS);
      deadLetters =
          queue(queues.deadLetters(), function("dead-letter", new DeadLetterHandler(backend)), 1);
      streams =
          new Streams(aws.dynamoDbStreams(), backend, new FailedRecords(backend)::note)
              .feed(
                  function("dispatch", new DispatchHandler(backend)),
                  function("usage", new UsageHandler(backend)),
                  function("audit", new AuditHandler(backend)));
      streams.forEach(this::closed);
      streams.forEach(StreamEventSource::start);
      var uploads =
          closed(
              new ObjectCreatedEventSource(
                  aws,
                  backend.environment().bucket(),
                  function("upload", new UploadHandler(backend))));
      uploads.start();
      if (settings.dataFolder() != null) {
        new Restarting(backend).restart();
      }
      var sweep = function("sweep", new SweepHandler(backend, settings.patience()));
      closed(new ScheduledEventSource(sweep, SWEEP_EVERY, clock)).start();
      gateway = closed(gateway(server, clock));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything; throws {@code CannotStart} with what to do when something is in the way. */
  public static LocalCloud start(LocalSettings settings, Clock clock, Log log) {
    return new LocalCloud(settings, clock, log);
  }

  /** Returns Tesseract's place, where it is installed. */
  public static Optional<Path> tesseract() {
    return BuiltIns.tesseractOn(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  public Backend backend() {
    return backend;
  }

  public EmbeddedAws aws() {
    return aws;
  }

  /** Returns the keys of this machine's operator, the same at each start and stored nowhere. */
  public OperatorKeys operator() {
    var secret = aws.tenantStorageKeys().secretKey(TenantId.PLATFORM.value());
    return new OperatorKeys(
        "STASHOPERATOR",
        Sha256.ofParts("operator", secret).hex(),
        "arn:aws:iam::000000000000:user/operator");
  }

  public URI api() {
    return gateway.endpoint();
  }

  /** Returns this machine's own issuer of tokens. */
  public LocalIssuer issuer() {
    return issuer;
  }

  private static @Nullable Path issuerKey(LocalSettings settings) {
    var folder = settings.dataFolder();
    return folder == null ? null : folder.resolve("issuer.json");
  }

  /** Says whether nothing is under way: no event waits and no job is in the queue. */
  public boolean idle() {
    return recorded() && jobs.idle() && deadLetters.idle();
  }

  /** Says whether all that happened is recorded: jobs may wait or run, no event does. */
  public boolean recorded() {
    return aws.notificationsIdle() && streams.stream().allMatch(StreamEventSource::idle);
  }

  /** Says whether nothing is under way but jobs that wait for a later attempt. */
  public boolean settled() {
    return recorded() && !jobs.busy() && !deadLetters.busy();
  }

  /** Returns how many messages rest in the dead-letter queue. */
  public int deadLetters() {
    return queues.resting(aws.sqs());
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        backend.log().error("did_not_stop", "", "", e);
      }
    }
  }

  private HttpGateway gateway(HttpServer server, Clock clock) {
    var routes =
        Stream.concat(
                routes(Contract.load(), Route.Access.AUTHORIZED),
                routes(Contract.loadAdmin(), Route.Access.SIGNED))
            .toList();
    return HttpGateway.start(
        server,
        routes,
        function("authorizer", new AuthorizerHandler(backend)),
        operator(),
        Map.of(
            "/v1/", function("api", new ApiHandler(backend)),
            "/admin/v1/", function("admin", new AdminHandler(backend))),
        clock);
  }

  private static Stream<Route> routes(Contract contract, Route.Access access) {
    return contract.routes().stream().map(route -> new Route(route.method(), route.path(), access));
  }

  private QueueEventSource queue(String url, LocalFunction function, int atATime) {
    var source =
        closed(
            new QueueEventSource(
                QueueEventSource.Settings.of(url, 1, atATime), function, aws.sqs()));
    source.start();
    return source;
  }

  private LocalFunction function(String name, RequestHandler<?, ?> handler) {
    return function(name, handler, SHORT);
  }

  private LocalFunction function(String name, RequestHandler<?, ?> handler, Duration timeout) {
    return LocalFunction.of(name, handler, timeout, backend.clock());
  }

  private LocalFunction function(String name, RequestStreamHandler handler) {
    return LocalFunction.of(name, handler, SHORT, backend.clock());
  }

  private <T extends AutoCloseable> T closed(T resource) {
    closing.push(resource);
    return resource;
  }
}
