package com.stash.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The shards of a stream and how far each was read; a child opens when its parent is finished. */
final class Shards {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private final StreamEventSource.Settings settings;
  private final DynamoDbStreamsClient streams;
  private final Checkpoints checkpoints;
  private final Map<String, String> iterators = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private List<Shard> known = List.of();
  private long refreshed;

  Shards(
      StreamEventSource.Settings settings, DynamoDbStreamsClient streams, Checkpoints checkpoints) {
    this.settings = settings;
    this.streams = streams;
    this.checkpoints = checkpoints;
  }

  /** Returns the shards that can be read now. */
  List<String> open() {
    if (known.isEmpty() || System.nanoTime() - refreshed > REFRESH.toNanos()) {
      refresh();
    }
    var ids = known.stream().map(Shard::shardId).toList();
    return known.stream()
        .filter(shard -> !isFinished(shard.shardId()))
        .filter(shard -> !ids.contains(shard.parentShardId()) || isFinished(shard.parentShardId()))
        .map(Shard::shardId)
        .toList();
  }

  private void refresh() {
    var shards = new ArrayList<Shard>();
    String last = null;
    do {
      var from = last;
      var stream =
          streams
              .describeStream(d -> d.streamArn(settings.streamArn()).exclusiveStartShardId(from))
              .streamDescription();
      shards.addAll(stream.shards());
      last = stream.lastEvaluatedShardId();
    } while (last != null);
    known = shards;
    refreshed = System.nanoTime();
  }

  private boolean isFinished(String shard) {
    if (!finished.contains(shard) && !iterators.containsKey(shard) && checkpoints.finished(shard)) {
      finished.add(shard);
    }
    return finished.contains(shard);
  }

  /** Returns the next records of the shard, at most a batch of them. */
  GetRecordsResponse next(String shard) {
    try {
      var iterator = iterators.computeIfAbsent(shard, this::afterCheckpoint);
      return records(iterator);
    } catch (ExpiredIteratorException e) {
      iterators.remove(shard);
      return records(iterators.computeIfAbsent(shard, this::afterCheckpoint));
    } catch (TrimmedDataAccessException e) {
      iterators.put(shard, iterator(shard, ShardIteratorType.TRIM_HORIZON, null));
      return records(iterators.get(shard));
    }
  }

  /**
   * Moves on, once the page's records are done; a page without a next one ends its shard. After an
   * empty page it looks from the same place again: the engine may show a record late.
   */
  void read(String shard, GetRecordsResponse page) {
    if (page.nextShardIterator() == null) {
      checkpoints.finish(shard);
      iterators.remove(shard);
      finished.add(shard);
      refreshed = System.nanoTime() - REFRESH.toNanos() - 1;
    } else if (!page.records().isEmpty()) {
      iterators.put(shard, page.nextShardIterator());
    }
  }

  private GetRecordsResponse records(String iterator) {
    return streams.getRecords(g -> g.shardIterator(iterator).limit(settings.batchSize()));
  }

  private String afterCheckpoint(String shard) {
    return checkpoints
        .position(shard)
        .map(position -> iterator(shard, ShardIteratorType.AFTER_SEQUENCE_NUMBER, position))
        .orElseGet(() -> iterator(shard, ShardIteratorType.TRIM_HORIZON, null));
  }

  private String iterator(String shard, ShardIteratorType type, @Nullable String position) {
    return streams
        .getShardIterator(
            i ->
                i.streamArn(settings.streamArn())
                    .shardId(shard)
                    .shardIteratorType(type)
                    .sequenceNumber(position))
        .shardIterator();
  }
}
