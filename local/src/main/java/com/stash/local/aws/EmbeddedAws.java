package com.stash.local.aws;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * DynamoDB, S3, SQS and KMS in this JVM, bound to 127.0.0.1. Data survives in the data folder, if
 * there is one, except for queues: those are always in memory, and the system heals what is lost.
 */
public final class EmbeddedAws implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Region REGION = Region.US_EAST_1;
  private static final List<Watcher> WATCHERS =
      ServiceLoader.load(Watcher.class).stream().map(ServiceLoader.Provider::get).toList();

  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final AwsCredentialsProvider root;
  private final AwsCredentialsProvider presigning =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create("STASHPRESIGNED", UUID.randomUUID().toString()));
  private final Notifications notifications;
  private final TenantStorageKeys tenantKeys;
  private final KmsClient kms;
  private final EmbeddedDynamoDb dynamoDb;
  private final EmbeddedS3 s3;
  private final EmbeddedSqs sqs;
  private final DynamoDbClient dynamoDbClient;
  private final S3Client s3Client;
  private final SqsClient sqsClient;

  /**
   * Where data lives and services listen. No data folder means memory; port 0 means any free one;
   * the DynamoDB port -1 means no HTTP endpoint.
   */
  public record Settings(
      @Nullable Path dataFolder,
      int dynamoDbPort,
      int s3Port,
      int sqsPort,
      String rootAccessKey,
      String rootSecretKey,
      Clock clock) {
    public Settings {
      Objects.requireNonNull(clock);
      if (dynamoDbPort < -1 || s3Port < 0 || sqsPort < 0) {
        throw new IllegalArgumentException("a port is negative");
      }
      if (rootAccessKey.isEmpty() || rootSecretKey.isEmpty()) {
        throw new IllegalArgumentException("the root credentials are empty");
      }
    }

    @Override
    public String toString() {
      return "Settings[dataFolder=%s]".formatted(dataFolder);
    }
  }

  /** Starts the services side by side and returns when all of them answer. */
  public static EmbeddedAws start(Settings settings) {
    return new EmbeddedAws(settings);
  }

  private EmbeddedAws(Settings settings) {
    root =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.rootAccessKey(), settings.rootSecretKey()));
    var folder =
        Optional.ofNullable(settings.dataFolder()).map(DataFolder::open).map(this::closedAtLast);
    // Not virtual ones: a class that initialises pins its carrier, and on two cores both can wait.
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory());
    try {
      var random = new SecureRandom();
      notifications = new Notifications();
      tenantKeys =
          TenantStorageKeys.open(folder.map(f -> f.file("master-secret")).orElse(null), random);
      var kmsKeys = KeyRing.open(sub(folder, "kms"), settings.clock(), random);
      kms = watched(KmsClient.class, new LocalKms(kmsKeys, random));
      var startingDynamoDb =
          starting(
              threads,
              () -> EmbeddedDynamoDb.start(sub(folder, "dynamodb"), settings.dynamoDbPort()));
      var startingSqs = starting(threads, () -> EmbeddedSqs.start(settings.sqsPort()));
      var startingS3 = starting(threads, () -> storage(settings, folder));
      dynamoDb = ready(startingDynamoDb);
      sqs = ready(startingSqs);
      s3 = ready(startingS3);
      closedAtLast(notifications);
      dynamoDbClient = watched(DynamoDbClient.class, dynamoDb.client());
      s3Client = watched(S3Client.class, closedAtLast(s3Client()));
      sqsClient = watched(SqsClient.class, closedAtLast(sqsClient()));
    } catch (RuntimeException e) {
      finished(threads);
      close();
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  private EmbeddedS3 storage(Settings settings, Optional<DataFolder> folder) {
    var events = sub(folder, "notifications");
    var sequencer =
        new Sequencer(settings.clock(), events == null ? null : events.resolve("sequencer"));
    var store =
        new NotifyingBlobStore(
            EmbeddedS3.store(sub(folder, "s3")),
            new PendingEvents(events),
            sequencer,
            notifications,
            settings.clock());
    store.resume();
    return EmbeddedS3.start(
        new StorageGate(
            store,
            settings.rootAccessKey(),
            settings.rootSecretKey(),
            presigning.resolveCredentials(),
            tenantKeys),
        settings.s3Port());
  }

  private S3Client s3Client() {
    return S3Client.builder()
        .endpointOverride(s3.endpoint())
        .region(REGION)
        .credentialsProvider(root)
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private SqsClient sqsClient() {
    return SqsClient.builder()
        .endpointOverride(sqs.endpoint())
        .region(REGION)
        .credentialsProvider(root)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static <C> C watched(Class<C> type, C client) {
    var watched = client;
    for (var watcher : WATCHERS) {
      watched = watcher.watch(type, watched);
    }
    return watched;
  }

  private static @Nullable Path sub(Optional<DataFolder> folder, String name) {
    return folder.map(f -> f.sub(name)).orElse(null);
  }

  private <T extends AutoCloseable> Future<T> starting(ExecutorService threads, Callable<T> start) {
    return threads.submit(() -> closedAtLast(start.call()));
  }

  private static <T> T ready(Future<T> starting) {
    try {
      return starting.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new CannotStart(
          "A local service did not answer within a minute, perhaps on damaged data: restore the"
              + " data folder from a copy, or move it away to start empty.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("The start was interrupted: start again.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CannotStart reason
          ? reason
          : new CannotStart("The local services do not start: see the cause.", e);
    }
  }

  /** Lets the other services finish starting, so that they can be closed. */
  private static void finished(ExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends AutoCloseable> T closedAtLast(T resource) {
    synchronized (closing) {
      closing.push(resource);
    }
    return resource;
  }

  /** Sends object-created events to the listener, those that waited first. */
  public void onObjectCreated(ObjectCreatedListener listener) {
    notifications.listen(listener);
  }

  /** Says whether every object-created event was delivered. */
  public boolean notificationsIdle() {
    return notifications.idle();
  }

  /** Returns the S3 keys of tenants' own systems. */
  public TenantStorageKeys tenantStorageKeys() {
    return tenantKeys;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDbClient;
  }

  public DynamoDbStreamsClient dynamoDbStreams() {
    return dynamoDb.streams();
  }

  public S3Client s3() {
    return s3Client;
  }

  public SqsClient sqs() {
    return sqsClient;
  }

  public KmsClient kms() {
    return kms;
  }

  public Optional<URI> dynamoDbEndpoint() {
    return dynamoDb.endpoint();
  }

  public URI s3Endpoint() {
    return s3.endpoint();
  }

  public URI sqsEndpoint() {
    return sqs.endpoint();
  }

  public AwsCredentialsProvider rootCredentials() {
    return root;
  }

  /** Returns the keys to presign addresses with; what they sign cannot copy. */
  public AwsCredentialsProvider presigningCredentials() {
    return presigning;
  }

  public Region region() {
    return REGION;
  }

  /** Stops everything, last started first; one that does not stop keeps none of the others. */
  @Override
  public void close() {
    synchronized (closing) {
      while (!closing.isEmpty()) {
        try {
          closing.pop().close();
        } catch (Exception e) {
          LoggerFactory.getLogger(EmbeddedAws.class).warn("did not stop cleanly", e);
        }
      }
    }
  }
}
