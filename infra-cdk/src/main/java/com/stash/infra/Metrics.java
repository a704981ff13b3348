package com.stash.infra;

import com.stash.store.TableStatement;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** The measures that alarms and the dashboard look at. */
record Metrics(EnvironmentConfig config) {
  private static final Duration MINUTE = Duration.minutes(1);

  /** Of a function's alias, for example {@code Errors}. */
  Metric function(Function function, String name, String statistic) {
    var named = config.named(function.label());
    var dimensions = new TreeMap<String, String>();
    dimensions.put("FunctionName", named);
    dimensions.put("Resource", named + ":live");
    return metric("AWS/Lambda", name, statistic, dimensions, function.label());
  }

  /** Of a queue, for example {@code ApproximateAgeOfOldestMessage}. */
  Metric queue(String queue, String name, String statistic) {
    return metric(
        "AWS/SQS", name, statistic, Map.of("QueueName", config.named(queue)), queue + " " + name);
  }

  /** Of a table, for example {@code WriteThrottleEvents}. */
  Metric table(TableStatement table, String name) {
    return metric(
        "AWS/DynamoDB", name, "Sum", Map.of("TableName", config.named(table.name())), table.name());
  }

  /** Of the HTTP API, for example {@code 5xx}. */
  Metric api(String apiId, String name, String statistic) {
    return metric(
        "AWS/ApiGateway", name, statistic, Map.of("ApiId", apiId), name + " " + statistic);
  }

  private static Metric metric(
      String namespace,
      String name,
      String statistic,
      Map<String, String> dimensions,
      String label) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .statistic(statistic)
        .dimensionsMap(dimensions)
        .period(MINUTE)
        .label(label)
        .build();
  }
}
