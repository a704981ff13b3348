package com.stash.local.cloud;

import com.stash.local.lambda.LocalFunction;
import com.stash.local.lambda.StreamEventSource;
import com.stash.store.Backend;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Which functions read which tables' streams; no stream has more than two readers. */
final class Streams {
  private static final List<TableStatement> METERED =
      List.of(Tables.DOCUMENTS, Tables.EXECUTIONS, Tables.CREDIT_GRANTS);
  private static final List<TableStatement> DISPATCHED = List.of(Tables.JOBS);

  private final DynamoDbStreamsClient streams;
  private final Backend backend;
  private final Consumer<byte[]> onFailure;
  private final List<StreamEventSource> sources = new ArrayList<>();

  Streams(DynamoDbStreamsClient streams, Backend backend, Consumer<byte[]> onFailure) {
    this.streams = streams;
    this.backend = backend;
    this.onFailure = onFailure;
  }

  List<StreamEventSource> feed(LocalFunction dispatch, LocalFunction usage, LocalFunction audit) {
    DISPATCHED.forEach(table -> feed(table, dispatch));
    METERED.forEach(table -> feed(table, usage));
    Tables.ALL.stream().filter(TableStatement::streamed).forEach(table -> feed(table, audit));
    return sources;
  }

  private void feed(TableStatement table, LocalFunction function) {
    var name = backend.environment().table(table);
    var arn = backend.dynamoDb().describeTable(d -> d.tableName(name)).table().latestStreamArn();
    sources.add(
        new StreamEventSource(
            StreamEventSource.Settings.of(arn), function, backend.dynamoDb(), streams, onFailure));
  }
}
