package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.LogQueryVisualizationType;
import software.amazon.awscdk.services.cloudwatch.LogQueryWidget;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The dashboard: is it working, for whom is it slow, what does it cost. */
final class Overview extends Construct {
  private static final List<TableStatement> BUSY =
      List.of(
          Tables.DOCUMENTS,
          Tables.JOBS,
          Tables.EXECUTIONS,
          Tables.USAGE_COUNTERS,
          Tables.AUDIT_LOGS);

  Overview(Construct scope, EnvironmentConfig config, TenantApi api, LogGroup jobs) {
    super(scope, "Overview");
    var metrics = new Metrics(config);
    var dashboard =
        Dashboard.Builder.create(this, "Dashboard").dashboardName(config.named("overview")).build();
    var apiId = api.api.getApiId();
    dashboard.addWidgets(title("Is it working?"));
    dashboard.addWidgets(
        graph(
            "Requests and refusals",
            List.of(
                metrics.api(apiId, "Count", "Sum"),
                metrics.api(apiId, "4xx", "Sum"),
                metrics.api(apiId, "5xx", "Sum"))),
        graph("Failures", each(f -> metrics.function(f, "Errors", "Sum"))),
        graph(
            "Jobs that wait, and the oldest's seconds",
            List.of(
                metrics.queue("jobs", "ApproximateNumberOfMessagesVisible", "Maximum"),
                metrics.queue("jobs", "ApproximateAgeOfOldestMessage", "Maximum"),
                metrics.queue("failures", "ApproximateNumberOfMessagesVisible", "Maximum"))),
        graph(
            "Milliseconds behind the streams",
            List.of(
                metrics.function(com.stash.infra.Function.DISPATCH, "IteratorAge", "Maximum"),
                metrics.function(com.stash.infra.Function.USAGE, "IteratorAge", "Maximum"),
                metrics.function(com.stash.infra.Function.AUDIT, "IteratorAge", "Maximum"))));
    dashboard.addWidgets(title("For whom is it slow?"));
    dashboard.addWidgets(
        slowest("Tenants", api.accessLog, "latencyMs", "tenantId"),
        slowest("Routes", api.accessLog, "latencyMs", "route"),
        slowest("Tenants' jobs", jobs, "milliseconds", "tenantId"),
        graph(
            "API latency",
            List.of(metrics.api(apiId, "Latency", "p50"), metrics.api(apiId, "Latency", "p99"))),
        graph(
            "Tenants that crowd the queue, and what the others wait for",
            List.of(
                metrics.queue("jobs", "ApproximateNumberOfNoisyGroups", "Maximum"),
                metrics.queue("jobs", "ApproximateAgeOfOldestMessageInQuietGroups", "Maximum"))));
    dashboard.addWidgets(title("What does it cost?"));
    dashboard.addWidgets(
        graph("Milliseconds of functions", each(f -> metrics.function(f, "Duration", "Sum"))),
        graph("Invocations", each(f -> metrics.function(f, "Invocations", "Sum"))),
        graph("Write units", BUSY.stream().map(t -> units(metrics, t, "Write")).toList()),
        graph("Read units", BUSY.stream().map(t -> units(metrics, t, "Read")).toList()));
  }

  private static IMetric units(Metrics metrics, TableStatement table, String kind) {
    return metrics.table(table, "Consumed" + kind + "CapacityUnits");
  }

  private static List<IMetric> each(Function<com.stash.infra.Function, IMetric> metric) {
    return Arrays.stream(com.stash.infra.Function.values()).map(metric).toList();
  }

  private static TextWidget title(String text) {
    return TextWidget.Builder.create().markdown("## " + text).width(24).height(1).build();
  }

  private static GraphWidget graph(String title, List<IMetric> metrics) {
    return GraphWidget.Builder.create().title(title).left(metrics).width(6).height(6).build();
  }

  private static LogQueryWidget slowest(String title, LogGroup log, String measure, String by) {
    return LogQueryWidget.Builder.create()
        .title(title + ", slowest first")
        .view(LogQueryVisualizationType.TABLE)
        .logGroupNames(List.of(log.getLogGroupName()))
        .queryLines(
            List.of(
                "filter ispresent(%s)".formatted(measure),
                "stats pct(%1$s, 99) as p99, pct(%1$s, 50) as p50, count(*) as times by %2$s"
                    .formatted(measure, by),
                "sort p99 desc",
                "limit 20"))
        .width(6)
        .height(6)
        .build();
  }
}
