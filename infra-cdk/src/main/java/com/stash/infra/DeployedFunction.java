package com.stash.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A function with a role that has nothing but the given rights, its log, and the alias {@code live}
 * on its newest version. Everything calls the alias, so that going back is moving the alias.
 */
final class DeployedFunction extends Construct {
  final Function function;
  final Role role;
  final Alias live;
  final LogGroup log;

  DeployedFunction(
      Construct scope,
      EnvironmentConfig config,
      Function function,
      Code code,
      Map<String, String> variables,
      List<PolicyStatement> allowed) {
    super(scope, function.id());
    this.function = function;
    var name = config.named(function.label());
    log =
        LogGroup.Builder.create(this, "Log")
            .logGroupName("/aws/lambda/" + name)
            .retention(Logs.days(config.logDays()))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    role =
        Role.Builder.create(this, "Role")
            .roleName(name)
            .description("What the function " + name + " may do")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .inlinePolicies(Map.of("rights", rights(allowed)))
            .build();
    var deployed =
        software.amazon.awscdk.services.lambda.Function.Builder.create(this, "Function")
            .functionName(name)
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(function.handler)
            .code(code)
            .role(role.withoutPolicyUpdates())
            .memorySize(function.megabytes)
            .timeout(Duration.seconds(function.timeout.toSeconds()))
            .environment(variables)
            .tracing(Tracing.ACTIVE)
            .logGroup(log)
            .loggingFormat(LoggingFormat.JSON)
            .systemLogLevelV2(SystemLogLevel.INFO)
            .currentVersionOptions(
                VersionOptions.builder().removalPolicy(config.removal()).build());
    if (config.snapStart()) {
      deployed.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
    }
    if (config.capacity().reserved() && function.most > 0) {
      deployed.reservedConcurrentExecutions(function.most);
    }
    var built = deployed.build();
    if (config.snapStart()) {
      Annotations.of(built)
          .acknowledgeWarning(
              "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias below publishes a version");
    }
    live =
        Alias.Builder.create(this, "Live")
            .aliasName("live")
            .version(built.getCurrentVersion())
            .build();
  }

  private PolicyDocument rights(List<PolicyStatement> allowed) {
    var document = PolicyDocument.Builder.create().statements(allowed).build();
    document.addStatements(
        Allowed.statement(
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(log.getLogGroupArn()),
            Map.of()),
        Allowed.statement(
            List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"), List.of("*"), Map.of()));
    return document;
  }
}
