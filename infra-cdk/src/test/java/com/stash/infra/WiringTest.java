package com.stash.infra;

import static com.stash.infra.Synthesized.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.store.Tables;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Functions and what wakes them. */
@NeedsNode
class WiringTest {
  private final Synthesized dev = Synthesized.of(Environments.DEV);
  private final Synthesized prod = Synthesized.of(Environments.PROD);

  @Test
  void functions_are_as_stated() {
    var functions = functions(prod);
    for (var function : Function.values()) {
      var deployed = Synthesized.at(functions, "stash-prod-" + function.label());
      assertThat(deployed.path("Runtime").asText()).isEqualTo("java25");
      assertThat(deployed.at("/Architectures/0").asText()).isEqualTo("arm64");
      assertThat(deployed.path("Handler").asText()).isEqualTo(function.handler);
      assertThat(deployed.path("MemorySize").asInt()).isEqualTo(function.megabytes);
      assertThat(deployed.path("Timeout").asLong()).isEqualTo(function.timeout.toSeconds());
      assertThat(deployed.at("/TracingConfig/Mode").asText()).isEqualTo("Active");
      assertThat(deployed.at("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
      assertThat(deployed.at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
      assertThat(deployed.path("ReservedConcurrentExecutions").asInt()).isEqualTo(function.most);
      assertThat(deployed.at("/Environment/Variables").properties())
          .extracting(Map.Entry::getKey)
          .filteredOn(name -> !name.equals("STASH_SESSION_ROLE"))
          .containsExactlyInAnyOrder(
              "STASH_BASE_DOMAIN",
              "STASH_BUCKET",
              "STASH_ARCHIVE",
              "STASH_CENTRAL_HOSTS",
              "STASH_CREDENTIAL_KEY",
              "STASH_ENV",
              "STASH_JOB_QUEUE_URL");
      assertThat(deployed.at("/Environment/Variables/STASH_SESSION_ROLE").asText(""))
          .isEqualTo(
              SessionRole.SERVING.contains(function) ? SessionRole.arn(Environments.PROD) : "");
    }
    assertThat(functions(dev).values())
        .allMatch(f -> f.path("SnapStart").isMissingNode())
        .allMatch(f -> f.path("ReservedConcurrentExecutions").isMissingNode());
  }

  @Test
  void logs_are_not_kept_for_ever() {
    assertThat(resources(prod.app(), "AWS::Logs::LogGroup").values())
        .allMatch(log -> log.path("RetentionInDays").asInt() == 365);
    assertThat(resources(dev.app(), "AWS::Logs::LogGroup").values())
        .allMatch(log -> log.path("RetentionInDays").asInt() == 7);
  }

  @Test
  void streams_wake_their_readers_with_bounds_and_a_place_for_what_fails() {
    var mappings = mappings();
    for (var function : Function.values()) {
      for (var table : Functions.streams(function)) {
        var mapping =
            Objects.requireNonNull(mappings.remove(Ids.camel(table.name()) + "To" + function.id()));
        assertThat(mapping.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
        assertThat(mapping.at("/FunctionResponseTypes/0").asText())
            .isEqualTo("ReportBatchItemFailures");
        assertThat(mapping.path("MaximumRetryAttempts").asInt()).isBetween(1, 100);
        assertThat(mapping.path("MaximumRecordAgeInSeconds").asInt()).isBetween(3_600, 86_400);
        assertThat(mapping.at("/DestinationConfig/OnFailure/Destination").toString())
            .contains("QueuesFailures");
        assertThat(mapping.path("FilterCriteria").isMissingNode())
            .isEqualTo(function == Function.AUDIT);
      }
    }
    assertThat(mappings.keySet()).containsExactly("DeadToDeadLetter", "JobsToPipeline");
    var jobs = Synthesized.at(mappings, "JobsToPipeline");
    assertThat(jobs.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(200);
    assertThat(jobs.at("/FunctionResponseTypes/0").asText()).isEqualTo("ReportBatchItemFailures");
  }

  @Test
  void a_message_stays_hidden_six_times_as_long_as_its_reader_may_run() {
    var queues =
        resources(prod.app(), "AWS::SQS::Queue").values().stream()
            .collect(Collectors.toMap(q -> q.path("QueueName").asText(), q -> q));
    var jobs = Synthesized.at(queues, "stash-prod-jobs");
    assertThat(jobs.path("VisibilityTimeout").asLong())
        .isGreaterThanOrEqualTo(6 * Function.PIPELINE.timeout.toSeconds());
    assertThat(jobs.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(5);
    assertThat(jobs.path("FifoQueue").asBoolean()).isFalse();
    assertThat(
            Synthesized.at(queues, "stash-prod-jobs-dead")
                .at("/RedriveAllowPolicy/redrivePermission"))
        .hasToString("\"byQueue\"");
    assertThat(queues.values())
        .hasSize(3)
        .allMatch(q -> q.path("SqsManagedSseEnabled").asBoolean());
  }

  @Test
  void s3_wakes_the_upload_function_which_does_not_lose_the_event() {
    var setting = resources(dev.app(), "Custom::AWS").values().iterator().next().toString();
    assertThat(setting)
        .contains("putBucketNotificationConfiguration", "s3:ObjectCreated:*", "tenants/");
    var later = resources(dev.app(), "AWS::Lambda::EventInvokeConfig").values().iterator().next();
    assertThat(later.at("/DestinationConfig/OnFailure/Destination").toString())
        .contains("QueuesFailures");
    assertThat(later.path("Qualifier").toString()).contains("FunctionsUploadLive");
  }

  @Test
  void the_sweep_runs_every_five_minutes() {
    var rule = resources(dev.app(), "AWS::Events::Rule").values().iterator().next();
    assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
    assertThat(rule.at("/Targets/0/Arn").toString()).contains("FunctionsSweepLive");
  }

  @Test
  void only_the_services_that_wake_a_function_may_invoke_it_and_only_its_alias() {
    assertThat(resources(dev.app(), "AWS::Lambda::Permission").values())
        .hasSize(5)
        .allSatisfy(
            permission -> {
              assertThat(permission.path("FunctionName").toString()).contains("Live");
              assertThat(permission.path("SourceArn").isMissingNode()).isFalse();
              assertThat(permission.path("Principal").asText())
                  .isIn("apigateway.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com");
            });
  }

  @Test
  void every_alarm_says_what_to_do_and_tells_somebody() {
    assertThat(resources(prod.app(), "AWS::CloudWatch::Alarm").values())
        .hasSize(30)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.path("AlarmDescription").asText())
                  .matches("[A-Z].+\\. Runbook: .{20,}");
              assertThat(alarm.path("AlarmActions")).hasSize(1);
            });
    var mail = resources(prod.app(), "AWS::SNS::Subscription").values().iterator().next();
    assertThat(mail.path("Endpoint").asText()).isEqualTo(Environments.PROD.alarmMail());
  }

  @Test
  void the_dashboard_asks_the_three_questions() {
    assertThat(resources(prod.app(), "AWS::CloudWatch::Dashboard").toString())
        .contains("Is it working?", "For whom is it slow?", "What does it cost?")
        .contains("by tenantId");
  }

  @Test
  void the_budget_tells_before_it_is_spent() {
    var budget = resources(prod.app(), "AWS::Budgets::Budget").values().iterator().next();
    assertThat(budget.at("/Budget/BudgetLimit/Amount").asInt()).isEqualTo(2_000);
    assertThat(budget.path("NotificationsWithSubscribers")).hasSize(2);
  }

  private Map<String, JsonNode> mappings() {
    var mappings = new TreeMap<String, JsonNode>();
    resources(prod.app(), "AWS::Lambda::EventSourceMapping")
        .forEach(
            (id, mapping) ->
                mappings.put(id.replaceAll("^EventSources|[0-9A-F]{8}$", ""), mapping));
    assertThat(mappings)
        .hasSize(4 + 2 + (int) Tables.ALL.stream().filter(t -> t.streamed()).count());
    return mappings;
  }

  private static Map<String, JsonNode> functions(Synthesized environment) {
    var functions = new TreeMap<String, JsonNode>();
    for (var function : resources(environment.app(), "AWS::Lambda::Function").values()) {
      if (function.has("FunctionName")) {
        functions.put(function.path("FunctionName").asText(), function);
      }
    }
    assertThat(functions).hasSize(Function.values().length);
    return functions;
  }
}
