package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.stash.kernel.Log;
import com.stash.kernel.RowChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A batch of stream records, handled tenant by tenant. When one tenant's part fails, the stream
 * goes back to the first record of that part; what was done after it is then done again, and
 * changes nothing.
 */
final class StreamBatch {
  private final StreamImages images;
  private final Log log;

  StreamBatch(StreamImages images, Log log) {
    this.images = images;
    this.log = log;
  }

  StreamsEventResponse handle(
      DynamodbEvent event, String requestId, BiConsumer<String, List<RowChange>> work) {
    var parts = new LinkedHashMap<String, List<DynamodbStreamRecord>>();
    for (var streamed : event.getRecords()) {
      var partition = StreamImages.key(streamed, "tenantId");
      parts.computeIfAbsent(partition, _ -> new ArrayList<>()).add(streamed);
    }
    var failures = new ArrayList<BatchItemFailure>();
    for (Map.Entry<String, List<DynamodbStreamRecord>> part : parts.entrySet()) {
      try {
        work.accept(part.getKey(), part.getValue().stream().map(images::change).toList());
      } catch (RuntimeException e) {
        log.error("stream_part_failed", part.getKey(), requestId, e);
        var first = part.getValue().getFirst().getDynamodb().getSequenceNumber();
        failures.add(new BatchItemFailure(first));
      }
    }
    return new StreamsEventResponse(failures);
  }
}
