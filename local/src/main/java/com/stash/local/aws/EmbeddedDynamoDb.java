package com.stash.local.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * DynamoDB Local in this process, in memory or on one file, with an HTTP endpoint on the loopback
 * address if wanted. The clients and the endpoint see the same tables.
 */
final class EmbeddedDynamoDb implements AutoCloseable {
  private static final int EVERY_OPERATION = 0;

  private final LocalDynamoDBRequestHandler engine;
  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;
  private final Optional<DynamoDbEndpoint> endpoint;

  private EmbeddedDynamoDb(
      LocalDynamoDBRequestHandler engine,
      DynamoDbClient client,
      Optional<DynamoDbEndpoint> endpoint) {
    this.engine = engine;
    this.client = client;
    this.streams = EngineCalls.client(DynamoDbStreamsClient.class, engine);
    this.endpoint = endpoint;
  }

  /** Starts the engine; the port -1 means no HTTP endpoint, 0 any free port. */
  static EmbeddedDynamoDb start(@Nullable Path folder, int port) {
    SqliteFile.loadLibrary();
    SqliteFile.check(folder);
    var engine =
        new LocalDynamoDBRequestHandler(
            EVERY_OPERATION,
            folder == null,
            folder == null ? null : folder.toString(),
            true,
            false);
    var client = EngineCalls.client(DynamoDbClient.class, engine);
    try {
      client.listTables();
      var endpoint =
          port < 0
              ? Optional.<DynamoDbEndpoint>empty()
              : Optional.of(DynamoDbEndpoint.start(engine, port));
      return new EmbeddedDynamoDb(engine, client, endpoint);
    } catch (CannotStart e) {
      engine.shutdown();
      throw e;
    } catch (RuntimeException e) {
      engine.shutdown();
      throw folder == null
          ? new CannotStart("DynamoDB Local does not start: see the cause.", e)
          : DataFolder.damaged(folder, e);
    }
  }

  DynamoDbClient client() {
    return client;
  }

  DynamoDbStreamsClient streams() {
    return streams;
  }

  Optional<URI> endpoint() {
    return endpoint.map(DynamoDbEndpoint::uri);
  }

  @Override
  public void close() {
    endpoint.ifPresent(DynamoDbEndpoint::close);
    engine.shutdown();
  }
}
