package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.constructs.Construct;

/**
 * Which stream and which queue wakes which function. A stream has at most two readers. Filters only
 * keep functions from being woken for nothing: what passes is judged again by the function.
 */
final class EventSources extends Construct {
  private static final int MOST_RETRIES = 30;

  /** The jobs that wait. */
  static final List<String> DISPATCH =
      List.of(
          """
          {"dynamodb": {"NewImage": {"state": {"S": ["queued"]}}}}\
          """);

  /** Which changes of a table can be the cause of usage. */
  static final Map<TableStatement, List<String>> USAGE =
      Map.of(
          Tables.DOCUMENTS,
          List.of(
              """
              {"eventName": ["INSERT"], "dynamodb": {"NewImage": {
              "state": {"S": [{"anything-but": ["awaiting_upload", "expired"]}]}}}}\
              """,
              """
              {"eventName": ["MODIFY"], "dynamodb": {"OldImage": {
              "state": {"S": ["awaiting_upload"]}}, "NewImage": {
              "state": {"S": [{"anything-but": ["awaiting_upload", "expired"]}]}}}}\
              """),
          Tables.EXECUTIONS,
          List.of(
              """
              {"eventName": ["INSERT"], "dynamodb": {"NewImage": {
              "state": {"S": ["completed"]}}}}\
              """),
          Tables.CREDIT_GRANTS,
          List.of(
              """
              {"eventName": ["INSERT"]}\
              """));

  private final EntityTables tables;
  private final JobQueue queues;

  EventSources(
      Construct scope,
      EnvironmentConfig config,
      Functions functions,
      EntityTables tables,
      JobQueue queues) {
    super(scope, "EventSources");
    this.tables = tables;
    this.queues = queues;
    stream(functions.get(Function.DISPATCH), Tables.JOBS, DISPATCH, 0);
    for (var table : Tables.ALL) {
      if (USAGE.containsKey(table)) {
        stream(functions.get(Function.USAGE), table, USAGE.getOrDefault(table, List.of()), 1);
      }
      if (table.streamed()) {
        stream(functions.get(Function.AUDIT), table, List.of(), 1);
      }
    }
    mapping(functions.get(Function.PIPELINE), "Jobs", queues.jobs.getQueueArn())
        .batchSize(1)
        .maxConcurrency(config.capacity().jobsAtOnce())
        .reportBatchItemFailures(true)
        .build();
    mapping(functions.get(Function.DEAD_LETTER), "Dead", queues.dead.getQueueArn())
        .batchSize(1)
        .build();
  }

  private void stream(
      DeployedFunction reader, TableStatement table, List<String> filters, int windowSeconds) {
    var mapping =
        mapping(reader, Ids.camel(table.name()), tables.stream(table))
            .startingPosition(StartingPosition.TRIM_HORIZON)
            .batchSize(100)
            .maxBatchingWindow(Duration.seconds(windowSeconds))
            .bisectBatchOnError(true)
            .reportBatchItemFailures(true)
            .retryAttempts(MOST_RETRIES)
            .maxRecordAge(Duration.hours(20))
            .onFailure(new SqsDlq(queues.failures));
    if (!filters.isEmpty()) {
      mapping.filters(filters.stream().map(EventSources::filter).toList());
    }
    mapping.build();
  }

  private EventSourceMapping.Builder mapping(DeployedFunction reader, String source, String arn) {
    return EventSourceMapping.Builder.create(this, source + "To" + reader.function.id())
        .target(reader.live)
        .eventSourceArn(arn);
  }

  private static Map<String, Object> filter(String pattern) {
    return Map.of("pattern", pattern.replace("\n", ""));
  }
}
