package com.stash.local.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Secret;
import com.stash.functions.admin.AdminHandler;
import com.stash.functions.api.ApiHandler;
import com.stash.functions.api.AuthorizerHandler;
import com.stash.functions.api.Contract;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.local.aws.Clouds;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.canaries.Canaries;
import com.stash.local.canaries.LookedAtLog;
import com.stash.local.issuer.LocalIssuer;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.store.Backend;
import com.stash.store.CreatingTables;
import com.stash.store.Environment;
import com.stash.store.Stores;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The API's handlers over embedded services, and tenants to call it; started once for all tests.
 */
final class World {
  static final World ONE = new World();

  final Backend backend;
  final Stores stores;
  final Contract contract = Contract.load();
  final LocalIssuer issuer =
      LocalIssuer.open(null, URI.create("http://127.0.0.1:1"), Clock.systemUTC());
  final LookedAtLog logged = new LookedAtLog("world");
  private final ApiHandler api;
  private final AdminHandler admin;
  private volatile AuthorizerHandler authorizer;
  private final AtomicInteger tenants = new AtomicInteger();

  private World() {
    var aws = Clouds.inMemory();
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
    backend = backend(aws);
    aws.s3().createBucket(b -> b.bucket(backend.environment().bucket()));
    new CreatingTables(aws.dynamoDb(), backend.environment()).create();
    stores = new Stores(backend);
    system();
    api = new ApiHandler(backend);
    admin = new AdminHandler(backend);
    authorizer = authorizer();
  }

  /** The platform has a credential that it shares with all. */
  private void system() {
    var wish =
        new Wish(CredentialScope.system(), "shared.key", "system", false, Tier.STARTER, null);
    try (var value = new Secret(Canaries.plant(Level.SYSTEM).getBytes(StandardCharsets.UTF_8))) {
      stores
          .credentials()
          .creating((_, _) -> true)
          .create(stores.gate().forPlatform(Origin.system("test", "test")), wish, value, null)
          .orThrow();
    }
  }

  /** A tenant that has spent all its credits. */
  Client tenantWithoutCredits() {
    var client = tenant();
    var scope = client.scope();
    var now = backend.clock().instant();
    var spent =
        UsageEvent.of(
            UsageType.AI_TASK,
            "spent",
            1,
            "task",
            Tier.ENTERPRISE.firstGrant(),
            "",
            "",
            now,
            scope.created(now));
    stores.usage().record(scope, List.of(spent));
    return client;
  }

  /** A tenant with the first credits of its tier. */
  Client tenant() {
    var slug = new Slug("tenant-" + tenants.incrementAndGet());
    var provisioned =
        stores
            .lifecycle()
            .provisioning()
            .provision(
                new ProvisioningTenants.Wish(slug, "Tenant", "a@b.test", Tier.ENTERPRISE),
                Origin.system("test", "test"),
                new SecureRandom())
            .orThrow();
    return new Client(this, provisioned.tenant(), provisioned.key().reveal(), slug + ".stash.test");
  }

  /** Puts an authorizer that remembers nothing in the place of the one there is. */
  void forget() {
    authorizer = authorizer();
  }

  private AuthorizerHandler authorizer() {
    return authorizer(backend, issuer);
  }

  private static AuthorizerHandler authorizer(Backend backend, LocalIssuer issuer) {
    return new AuthorizerHandler(
        backend,
        uri -> issuer.document(uri).orElseThrow(() -> new IOException("nothing at " + uri)));
  }

  /** Asks an authorizer that believes another issuer. */
  JsonNode authorize(JsonNode event, LocalIssuer other) {
    var known = backend.environment();
    var trusting =
        in(
            new Environment(
                known.name(),
                known.bucket(),
                known.archive(),
                known.jobQueueUrl(),
                known.credentialKey(),
                List.of(other.trusted())));
    return invoke(authorizer(trusting, other)::handleRequest, event);
  }

  TenantScope scope(Client client) {
    var gate = stores.gate();
    return gate.forOperator(gate.platform(Origin.system("test", "test")), client.tenant().id());
  }

  JsonNode authorize(JsonNode event) {
    return invoke(authorizer::handleRequest, event);
  }

  JsonNode call(JsonNode event) {
    return invoke(api::handleRequest, event);
  }

  JsonNode callAdmin(JsonNode event) {
    return invoke(admin::handleRequest, event);
  }

  /** Calls an API whose tables are not there. */
  JsonNode callWithoutTables(JsonNode event) {
    var absent = in(new Environment("absent", "none", "none", "none", "none"));
    return invoke(new ApiHandler(absent)::handleRequest, event);
  }

  /** Calls an API whose DynamoDB does not answer, or answers so. */
  JsonNode callWhile(SdkException failure, JsonNode event) {
    var silent =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (_, _, _) -> {
                  throw failure;
                });
    return invoke(new ApiHandler(in(backend.environment(), silent))::handleRequest, event);
  }

  private Backend in(Environment other) {
    return in(other, backend.dynamoDb());
  }

  private Backend in(Environment other, DynamoDbClient dynamoDb) {
    return new Backend(
        dynamoDb,
        backend.s3(),
        backend.presigner(),
        backend.sqs(),
        backend.kms(),
        other,
        backend.hosts(),
        backend.clock(),
        backend.random(),
        backend.log());
  }

  String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  static ArrayNode array(String... texts) {
    var array = Json.array();
    for (var text : texts) {
      array.add(text);
    }
    return array;
  }

  static ObjectNode object() {
    return Json.object();
  }

  private interface Handler {
    void handle(InputStream in, OutputStream out, Context context) throws IOException;
  }

  @SuppressWarnings("NullAway") // the handlers do not look at the context
  private static JsonNode invoke(Handler handler, JsonNode event) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handle(new ByteArrayInputStream(Json.bytes(event)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Canaries.look("answer", event.path("routeKey").asText(), out.toByteArray());
    return Json.parse(out.toByteArray());
  }

  private Backend backend(EmbeddedAws aws) {
    var key = aws.kms().createKey(c -> {}).keyMetadata().keyId();
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    return new Backend(
        aws.dynamoDb(),
        aws.s3(),
        S3Presigner.builder()
            .s3Client(aws.s3())
            .endpointOverride(aws.s3Endpoint())
            .region(aws.region())
            .credentialsProvider(aws.rootCredentials())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build(),
        aws.sqs(),
        aws.kms(),
        new Environment(
            "test", "stash-test-documents", "none", "none", key, List.of(issuer.trusted())),
        new CentralHosts(Set.of(new HostName("localhost")), new HostName("stash.test")),
        clock,
        new SecureRandom(),
        new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock));
  }
}
