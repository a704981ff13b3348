package com.stash.infra;

import com.stash.identity.TrustedIssuer;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** All functions, each with what it may do. */
final class Functions extends Construct {
  private final Map<Function, DeployedFunction> deployed = new EnumMap<>(Function.class);
  private final Allowed allowed;
  private final DataStack data;
  private final JobQueue queues;
  private final String sessionRole;
  private final PolicyStatement session;

  Functions(
      Construct scope,
      EnvironmentConfig config,
      DataStack data,
      JobQueue queues,
      String centralHost,
      Packages packages) {
    super(scope, "Functions");
    this.allowed = new Allowed(config, data.keys);
    this.data = data;
    this.queues = queues;
    this.sessionRole = SessionRole.arn(config);
    this.session =
        Allowed.statement(
            List.of("sts:AssumeRole", "sts:TagSession"), List.of(sessionRole), Map.of());
    var variables = variables(config, queues, centralHost);
    for (var function : Function.values()) {
      var code = packages.of(function.module);
      deployed.put(
          function,
          new DeployedFunction(
              this, config, function, code, variables(function, variables), rights(function)));
    }
  }

  DeployedFunction get(Function function) {
    return Objects.requireNonNull(deployed.get(function));
  }

  private static Map<String, String> variables(
      EnvironmentConfig config, JobQueue queues, String centralHost) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("STASH_ENV", config.name());
    variables.put("STASH_BUCKET", config.bucket("documents"));
    variables.put("STASH_ARCHIVE", config.bucket("archive"));
    variables.put("STASH_JOB_QUEUE_URL", queues.jobs.getQueueUrl());
    variables.put("STASH_CREDENTIAL_KEY", "alias/" + config.named("credentials"));
    variables.put("STASH_BASE_DOMAIN", config.baseDomain());
    variables.put("STASH_CENTRAL_HOSTS", centralHost);
    if (!config.issuers().isEmpty()) {
      variables.put("STASH_OIDC_ISSUERS", TrustedIssuer.print(config.issuers()));
    }
    return variables;
  }

  private Map<String, String> variables(Function function, Map<String, String> common) {
    var variables = new LinkedHashMap<>(common);
    if (SessionRole.SERVING.contains(function)) {
      variables.put("STASH_SESSION_ROLE", sessionRole);
    }
    return variables;
  }

  private List<PolicyStatement> rights(Function function) {
    var rights = new ArrayList<>(allowed.tables(Rights.own(function), Map.of()));
    if (!rights.isEmpty() || !streams(function).isEmpty()) {
      rights.add(allowed.tableKey());
    }
    rights.addAll(allowed.objects(Rights.objects(function)));
    if (SessionRole.SERVING.contains(function)) {
      rights.add(session);
    }
    switch (function) {
      case ADMIN -> {
        rights.addAll(allowed.probes(queues.jobs.getQueueArn()));
        rights.addAll(allowed.secrets("StringLike", SessionRole.ANY_TENANT));
      }
      case AUTHORIZER, API -> {
        // No event source reads for them.
      }
      case SWEEP -> rights.addAll(allowed.checkpoints());
      case UPLOAD -> {
        rights.add(allowed.missingObjects());
        rights.add(send(queues.failures.getQueueArn()));
      }
      case DISPATCH -> {
        rights.addAll(stream(function));
        rights.add(send(queues.jobs.getQueueArn()));
      }
      case USAGE, AUDIT -> rights.addAll(stream(function));
      case PIPELINE -> {
        rights.add(allowed.missingObjects());
        rights.add(receive(queues.jobs.getQueueArn()));
      }
      case DEAD_LETTER -> rights.add(receive(queues.dead.getQueueArn()));
    }
    return rights;
  }

  /** Returns the tables whose streams wake a function. */
  static List<TableStatement> streams(Function function) {
    return switch (function) {
      case DISPATCH -> List.of(Tables.JOBS);
      case USAGE -> Tables.ALL.stream().filter(EventSources.USAGE::containsKey).toList();
      case AUDIT -> Tables.ALL.stream().filter(TableStatement::streamed).toList();
      default -> List.of();
    };
  }

  private List<PolicyStatement> stream(Function function) {
    var arns = streams(function).stream().map(data.tables::stream).toList();
    return List.of(
        Allowed.statement(
            List.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
            arns,
            Map.of()),
        Allowed.statement(List.of("dynamodb:ListStreams"), List.of("*"), Map.of()),
        send(queues.failures.getQueueArn()));
  }

  private static PolicyStatement send(String queue) {
    return Allowed.statement(List.of("sqs:SendMessage"), List.of(queue), Map.of());
  }

  private static PolicyStatement receive(String queue) {
    return Allowed.statement(
        List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
        List.of(queue),
        Map.of());
  }
}
