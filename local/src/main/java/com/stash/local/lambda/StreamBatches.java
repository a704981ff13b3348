package com.stash.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Delivers a page of records until all are done. A reported failure moves the start of the next
 * batch to the failed record, a failed batch is halved, and a record that fails alone too often
 * goes to the destination.
 */
final class StreamBatches {
  private static final Logger LOG = LoggerFactory.getLogger(StreamBatches.class);

  private final StreamEventSource.Settings settings;
  private final LocalFunction function;
  private final Checkpoints checkpoints;
  private final Consumer<byte[]> onFailure;
  private final Loop loop;

  StreamBatches(
      StreamEventSource.Settings settings,
      LocalFunction function,
      Checkpoints checkpoints,
      Consumer<byte[]> onFailure,
      Loop loop) {
    this.settings = settings;
    this.function = function;
    this.checkpoints = checkpoints;
    this.onFailure = onFailure;
    this.loop = loop;
  }

  /** Returns true when every record is done, false when the source was closed before. */
  boolean deliver(String shard, List<Record> records) {
    var from = 0;
    var to = records.size();
    var failures = 0;
    var alone = 0;
    while (from < records.size()) {
      if (!loop.running()) {
        return false;
      }
      var batch = records.subList(from, to);
      var done = invoke(batch);
      if (done > 0) {
        checkpoints.done(shard, sequenceNumber(batch.get(done - 1)));
        from += done;
        to = records.size();
        failures = 0;
        alone = 0;
      }
      if (done < batch.size()) {
        failures++;
        if (done == 0 && batch.size() > 1) {
          to = from + batch.size() / 2;
        } else if (done == 0 && ++alone > settings.retries().atMost()) {
          handOver(shard, batch.getFirst(), alone);
          from++;
          to = records.size();
          failures = 0;
          alone = 0;
          continue;
        }
        loop.pause(settings.retries().pause(failures));
      }
    }
    return true;
  }

  /** Returns how many records from the start of the batch are done. */
  private int invoke(List<Record> batch) {
    try {
      var failed = BatchFailures.in(function.invoke(event(batch)));
      if (failed.isEmpty()) {
        return 0;
      }
      var done = 0;
      while (done < batch.size() && !failed.get().contains(sequenceNumber(batch.get(done)))) {
        done++;
      }
      return done == batch.size() && !failed.get().isEmpty() ? 0 : done;
    } catch (FunctionFailed e) {
      LOG.warn("a batch of {} stream records failed", batch.size(), e);
      return 0;
    }
  }

  private void handOver(String shard, Record record, int invocations) {
    LOG.error("record {} of {} is given up", sequenceNumber(record), settings.streamArn());
    onFailure.accept(letter(shard, record, invocations));
    checkpoints.done(shard, sequenceNumber(record));
  }

  private byte[] event(List<Record> batch) {
    var json = DynamoDbJson.JSON.createObjectNode();
    var array = json.putArray("Records");
    batch.forEach(record -> array.add(DynamoDbJson.record(record, settings.streamArn())));
    return bytes(json);
  }

  /** The shape Lambda sends to a stream's on-failure destination, the event itself included. */
  private byte[] letter(String shard, Record record, int invocations) {
    var json = DynamoDbJson.JSON.createObjectNode();
    json.putObject("requestContext")
        .put("functionArn", "arn:aws:lambda:us-east-1:000000000000:function:" + function.name())
        .put("condition", "RetryAttemptsExhausted")
        .put("approximateInvokeCount", invocations);
    json.put("version", "1.0");
    json.putObject("DDBStreamBatchInfo")
        .put("shardId", shard)
        .put("startSequenceNumber", sequenceNumber(record))
        .put("endSequenceNumber", sequenceNumber(record))
        .put("batchSize", 1)
        .put("streamArn", settings.streamArn());
    json.putObject("payload")
        .putArray("Records")
        .add(DynamoDbJson.record(record, settings.streamArn()));
    return bytes(json);
  }

  private static byte[] bytes(Object json) {
    try {
      return DynamoDbJson.JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sequenceNumber(Record record) {
    return record.dynamodb().sequenceNumber();
  }
}
