package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** What somebody must look at; each alarm says what to do first. */
final class Alarms extends Construct {
  /** An alarm may add up ten measures. */
  private static final List<TableStatement> WRITTEN_OFTEN =
      List.of(
          Tables.DOCUMENTS,
          Tables.JOBS,
          Tables.EXECUTIONS,
          Tables.RESULTS,
          Tables.CLAIMS,
          Tables.USAGE_EVENTS,
          Tables.USAGE_COUNTERS,
          Tables.INCIDENTS,
          Tables.AUDIT_LOGS);

  private final EnvironmentConfig config;
  private final Topic topic;

  Alarms(Construct scope, EnvironmentConfig config, String apiId) {
    super(scope, "Alarms");
    this.config = config;
    topic =
        Topic.Builder.create(this, "Topic")
            .topicName(config.named("alarms"))
            .enforceSsl(true)
            .build();
    topic.addSubscription(new EmailSubscription(config.alarmMail()));
    var metrics = new Metrics(config);
    queues(metrics);
    functions(metrics);
    api(metrics, apiId);
    tables(metrics);
  }

  private void queues(Metrics metrics) {
    above(
        "jobs-wait",
        900,
        5,
        metrics.queue("jobs", "ApproximateAgeOfOldestMessage", "Maximum"),
        "A job has waited for 15 minutes.",
        "See on the dashboard whether the pipeline runs as many jobs as it may (raise jobsAtOnce)"
            + " or fails (read its log); one tenant alone cannot cause this.");
    above(
        "dead-letters-rest",
        900,
        1,
        metrics.queue("jobs-dead", "ApproximateAgeOfOldestMessage", "Maximum"),
        "The dead-letter function does not empty its queue.",
        "Read the log of dead-letter; when it is mended the messages go by themselves.");
    above(
        "events-lost",
        0,
        1,
        metrics.queue("failures", "ApproximateNumberOfMessagesVisible", "Maximum"),
        "A function failed on an event for good.",
        "Read the message in the failures queue: it names the function and the shard and sequence"
            + " numbers, or holds the S3 event. Mend the cause, then invoke the function with the"
            + " records (streams keep them for 24 hours), and delete the message.");
  }

  private void functions(Metrics metrics) {
    for (var function : Function.values()) {
      above(
          function.label() + "-fails",
          0,
          3,
          metrics.function(function, "Errors", "Sum"),
          "The function " + function.label() + " failed in three minutes on end.",
          "sam logs --config-env %s -n %s --filter error; after a deployment, roll back first."
              .formatted(config.name(), config.named(function.label())));
      above(
          function.label() + "-throttled",
          0,
          5,
          metrics.function(function, "Throttles", "Sum"),
          "The function " + function.label() + " is refused concurrency.",
          "Compare ConcurrentExecutions with the account's limit; ask AWS for more or lower"
              + " jobsAtOnce.");
      if (!Functions.streams(function).isEmpty()) {
        above(
            function.label() + "-late",
            300_000,
            5,
            metrics.function(function, "IteratorAge", "Maximum"),
            "The function " + function.label() + " is five minutes behind its streams.",
            "Read its log for stream_part_failed: one part that fails holds its shard up. Records"
                + " are given up after 20 hours.");
      }
    }
    alarm(
        "sweep-missing",
        ComparisonOperator.LESS_THAN_THRESHOLD,
        1,
        1,
        metrics
            .function(Function.SWEEP, "Invocations", "Sum")
            .with(MetricOptions.builder().period(Duration.minutes(15)).build()),
        TreatMissingData.BREACHING,
        "The sweep has not run for 15 minutes.",
        "See whether the rule %s is enabled.".formatted(config.named("sweep")));
  }

  private void api(Metrics metrics, String apiId) {
    above(
        "api-5xx",
        0,
        3,
        metrics.api(apiId, "5xx", "Sum"),
        "The API answered 5xx in three minutes on end.",
        "Look for the route and the request ids in the access log, then for request_failed in the"
            + " log of api.");
    above(
        "api-slow",
        3_000,
        10,
        metrics.api(apiId, "Latency", "p99"),
        "One request in a hundred takes more than three seconds.",
        "The dashboard's slowest tenants and routes say for whom; cold starts show in the log of"
            + " api as platform.initStart.");
  }

  private void tables(Metrics metrics) {
    var parts = new LinkedHashMap<String, IMetric>();
    for (var table : WRITTEN_OFTEN) {
      parts.put("m" + parts.size(), metrics.table(table, "WriteThrottleEvents"));
    }
    above(
        "tables-throttle",
        0,
        5,
        MathExpression.Builder.create()
            .expression(
                parts.keySet().stream()
                    .map("FILL(%s, 0)"::formatted)
                    .collect(Collectors.joining(" + ")))
            .usingMetrics(parts)
            .label("refused writes")
            .period(Duration.minutes(1))
            .build(),
        "DynamoDB refuses writes.",
        "Either a table reached its guard (raise tableWrites), or one tenant is hotter than a"
            + " partition: see the table's metrics.");
  }

  private void above(
      String name, double most, int minutes, IMetric metric, String says, String runbook) {
    alarm(
        name,
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        most,
        minutes,
        metric,
        TreatMissingData.NOT_BREACHING,
        says,
        runbook);
  }

  private void alarm(
      String name,
      ComparisonOperator comparison,
      double threshold,
      int periods,
      IMetric metric,
      TreatMissingData missing,
      String says,
      String runbook) {
    var alarm =
        Alarm.Builder.create(this, Ids.camel(name))
            .alarmName(config.named(name))
            .alarmDescription(says + " Runbook: " + runbook)
            .metric(metric)
            .comparisonOperator(comparison)
            .threshold(threshold)
            .evaluationPeriods(periods)
            .treatMissingData(missing)
            .build();
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
