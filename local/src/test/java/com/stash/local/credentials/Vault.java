package com.stash.local.credentials;

import com.stash.credentials.Asker;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.Fingerprints;
import com.stash.credentials.JobCredentials;
import com.stash.credentials.Resolved;
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.credentials.Secret;
import com.stash.credentials.ValueVersion;
import com.stash.kernel.Ids;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.kernel.Outcome;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.local.aws.Clouds;
import com.stash.local.aws.EmbeddedAws;
import com.stash.store.Backend;
import com.stash.store.CreatingTables;
import com.stash.store.CredentialStores;
import com.stash.store.Environment;
import com.stash.store.Stores;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The credentials of a few tenants under a KMS key of their own, on the embedded services. All
 * vaults share their tables, and so the platform's partition.
 */
final class Vault {
  static final EmbeddedAws AWS = Clouds.inMemory();
  static final String CAMPAIGN = "01J00000000000000000000CAM";
  static final String PROCESSOR = "llm-extraction";
  static final String KEY = "openai.api_key";
  static final Duration GRACE = Duration.ofHours(1);
  private static final Origin ORIGIN = Origin.system("test", "request-1");
  private static final AtomicInteger COUNT = new AtomicInteger();

  final MovingClock clock = new MovingClock();
  final Flaky kmsCalls = new Flaky();
  final Flaky tableCalls = new Flaky();
  final String kmsKey;
  final Backend backend;
  final Stores stores;
  final CredentialStores credentials;
  final Ids ids;
  final TenantScope platform;
  private final Gate gate;

  Vault() {
    var name = "vault" + COUNT.incrementAndGet();
    kmsKey = newKmsKey();
    AWS.kms().createAlias(a -> a.aliasName("alias/" + name).targetKeyId(kmsKey));
    var environment = new Environment("vault", "bucket", "archive", "queue", "alias/" + name);
    if (COUNT.get() == 1) {
      new CreatingTables(AWS.dynamoDb(), environment).create();
    }
    backend =
        new Backend(
            tableCalls.before(DynamoDbClient.class, AWS.dynamoDb()),
            AWS.s3(),
            S3Presigner.builder().region(AWS.region()).build(),
            AWS.sqs(),
            kmsCalls.before(KmsClient.class, AWS.kms()),
            environment,
            new CentralHosts(Set.of(), new HostName("localhost")),
            clock,
            new SecureRandom(),
            new Log(System.out, clock));
    stores = new Stores(backend);
    credentials =
        new CredentialStores(stores.tables(), backend, stores.tenants(), new Fingerprints(1));
    ids = Ids.secure(Clock.systemUTC());
    gate = stores.gate();
    platform = gate.forPlatform(ORIGIN);
  }

  static String newKmsKey() {
    return AWS.kms().createKey(k -> {}).keyMetadata().arn();
  }

  TenantScope tenant(Tier tier) {
    var scope = gate.forOperator(gate.platform(ORIGIN), new TenantId(ids.ulid()));
    transactions()
        .commit(
            scope,
            new Create(
                new Tenant(
                    scope.tenant(),
                    new Slug("t-" + scope.tenant().value().toLowerCase(Locale.ROOT)),
                    "Tenant",
                    "owner@example.com",
                    Plan.of(tier),
                    TenantSettings.DEFAULT,
                    Standing.of(TenantState.ACTIVE),
                    Stamp.first(ORIGIN, clock.instant()))))
        .orThrow();
    return scope;
  }

  Transactions transactions() {
    return stores.transactions();
  }

  Credential has(TenantScope scope, CredentialScope place, String name, String value) {
    return create(scope, wish(scope, place, name, null), value).orThrow();
  }

  Outcome<Credential> create(TenantScope scope, Wish wish, @Nullable String value) {
    return credentials
        .creating((_, _) -> true)
        .create(scope, wish, value == null ? null : secret(value), null);
  }

  static Wish wish(
      TenantScope scope, CredentialScope place, String name, @Nullable Tier sharedFrom) {
    return new Wish(place, name, "openai", false, sharedFrom, null);
  }

  Credential rotated(TenantScope scope, Credential credential, String value) {
    return credentials
        .rotating()
        .rotate(
            scope,
            credential.id(),
            credential.version(),
            new Turn(false, GRACE, null),
            secret(value),
            null)
        .orThrow();
  }

  Credential now(TenantScope scope, Credential credential) {
    return credentials.all().find(scope, credential.id()).orElseThrow();
  }

  JobCredentials job() {
    return job(KEY);
  }

  JobCredentials job(String... keys) {
    return credentials.resolving().of(new Asker(PROCESSOR, Set.of(keys), CAMPAIGN, ids.ulid()));
  }

  /** Resolves the key in a job of its own and returns the value, or the refusal's code. */
  String resolve(TenantScope scope, String name) {
    return switch (job(name).resolve(scope, name)) {
      case Outcome.Refused<Resolved>(var refusal) -> refusal.code();
      case Outcome.Done<Resolved>(var resolved) -> text(resolved);
    };
  }

  static String text(Resolved resolved) {
    try (resolved) {
      return new String(resolved.secret().bytes(), StandardCharsets.UTF_8);
    }
  }

  static Secret secret(String value) {
    return new Secret(value.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> stages(Credential credential) {
    return credential.versions().stream().map(Vault::stage).toList();
  }

  private static String stage(ValueVersion version) {
    return version.number() + " " + version.stage().wire();
  }

  static IdempotencyKey request(String key) {
    return new IdempotencyKey("operation", key, Sha256.of("not looked at"));
  }

  static String code(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Refused<?>(var refusal) -> refusal.code();
      case Outcome.Done<?>(var value) -> "done: " + value;
    };
  }
}
