package com.stash.local.lambda;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Feeds a function from a DynamoDB stream as Lambda does: shard by shard, parents before children,
 * in batches, with partial failures, bisecting, retries and a destination for what fails for good.
 * Its place is kept in the table local-checkpoints, written after each batch.
 */
public final class StreamEventSource implements AutoCloseable {
  private final Loop loop;
  private final Shards shards;
  private final StreamBatches batches;
  private final Settings settings;
  private volatile boolean idle;

  /** Which stream, how many records at most in a batch, and what happens with failures. */
  public record Settings(String streamArn, int batchSize, Retries retries, Duration idlePause) {
    public Settings {
      Objects.requireNonNull(streamArn);
      Objects.requireNonNull(retries);
      if (batchSize < 1 || batchSize > 1000 || !idlePause.isPositive()) {
        throw new IllegalArgumentException("not a way to read a stream");
      }
    }

    /** Batches of 100, ten retries, a look every 75 ms. */
    public static Settings of(String streamArn) {
      return new Settings(streamArn, 100, Retries.standard(), Duration.ofMillis(75));
    }
  }

  public StreamEventSource(
      Settings settings,
      LocalFunction function,
      DynamoDbClient dynamoDb,
      DynamoDbStreamsClient streams,
      Consumer<byte[]> onFailure) {
    this.settings = settings;
    this.loop = new Loop("stream-" + function.name(), this::step);
    var checkpoints = Checkpoints.open(dynamoDb, function.name());
    this.shards = new Shards(settings, streams, checkpoints);
    this.batches = new StreamBatches(settings, function, checkpoints, onFailure, loop);
  }

  public void start() {
    loop.start();
  }

  private void step() {
    var found = false;
    for (var shard : shards.open()) {
      var page = shards.next(shard);
      if (!page.records().isEmpty()) {
        found = true;
        idle = false;
        if (!batches.deliver(shard, page.records())) {
          return;
        }
      }
      shards.read(shard, page);
    }
    idle = !found;
    if (!found) {
      loop.pause(settings.idlePause());
    }
  }

  /** Says whether nothing is in hand and the last look at every shard found nothing. */
  public boolean idle() {
    return idle;
  }

  /** Stops after the batch in hand. */
  @Override
  public void close() {
    loop.close();
  }
}
