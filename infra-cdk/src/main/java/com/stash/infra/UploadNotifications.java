package com.stash.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * S3 tells the upload function of objects below {@code tenants/}. The bucket is older than the
 * function, so its notifications are set by a call when both are there. S3's filters cannot leave
 * out what Stash itself writes there; the function does.
 */
final class UploadNotifications extends Construct {
  UploadNotifications(
      Construct scope, EnvironmentConfig config, DeployedFunction upload, JobQueue queues) {
    super(scope, "UploadNotifications");
    var bucket = new Arns(config).bucket();
    var permission =
        CfnPermission.Builder.create(this, "Permission")
            .action("lambda:InvokeFunction")
            .functionName(upload.live.getFunctionArn())
            .principal(new ServicePrincipal("s3.amazonaws.com").getService())
            .sourceAccount(config.account())
            .sourceArn(bucket)
            .build();
    upload.live.configureAsyncInvoke(
        EventInvokeConfigOptions.builder()
            .retryAttempts(2)
            .maxEventAge(Duration.hours(6))
            .onFailure(new SqsDestination(queues.failures))
            .build());
    var setting =
        AwsCustomResource.Builder.create(this, "Setting")
            .onUpdate(call(config, List.of(created(upload))).build())
            .onDelete(call(config, List.of()).ignoreErrorCodesMatching("NoSuchBucket").build())
            .policy(
                AwsCustomResourcePolicy.fromStatements(
                    List.of(
                        Allowed.statement(
                            List.of("s3:PutBucketNotification"), List.of(bucket), Map.of()))))
            .installLatestAwsSdk(false)
            .memorySize(256)
            .logGroup(
                LogGroup.Builder.create(this, "Log")
                    .logGroupName("/aws/lambda/" + config.named("upload-notifications"))
                    .retention(Logs.days(config.logDays()))
                    .removalPolicy(RemovalPolicy.DESTROY)
                    .build())
            .build();
    setting.getNode().addDependency(permission);
    // As a text, which CloudFormation makes of it on its way: its schema of such resources has no
    // truth values.
    ((CfnResource) setting.getNode().findChild("Resource").getNode().findChild("Default"))
        .addPropertyOverride("InstallLatestAwsSdk", "false");
  }

  private static AwsSdkCall.Builder call(
      EnvironmentConfig config, List<Map<String, Object>> notifications) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("Bucket", config.bucket("documents"));
    parameters.put(
        "NotificationConfiguration", Map.of("LambdaFunctionConfigurations", notifications));
    return AwsSdkCall.builder()
        .service("S3")
        .action("putBucketNotificationConfiguration")
        .parameters(parameters)
        .physicalResourceId(PhysicalResourceId.of(config.named("upload-notifications")));
  }

  private static Map<String, Object> created(DeployedFunction upload) {
    var prefix = new LinkedHashMap<String, Object>();
    prefix.put("Name", "prefix");
    prefix.put("Value", "tenants/");
    var notification = new LinkedHashMap<String, Object>();
    notification.put("Id", "upload");
    notification.put("LambdaFunctionArn", upload.live.getFunctionArn());
    notification.put("Events", List.of("s3:ObjectCreated:*"));
    notification.put("Filter", Map.of("Key", Map.of("FilterRules", List.of(prefix))));
    return notification;
  }
}
