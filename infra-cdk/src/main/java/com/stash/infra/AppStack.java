package com.stash.infra;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** What runs: it keeps nothing, and can be deleted and deployed again. */
final class AppStack extends Stack {
  AppStack(Construct scope, EnvironmentConfig config, DataStack data, Packages packages) {
    super(scope, "App", DataStack.props(config, "app", "functions, queues and the API"));
    var queues = new JobQueue(this, config);
    var api = new TenantApi(this, config);
    var functions = new Functions(this, config, data, queues, api.centralHost(), packages);
    api.serve(functions);
    new EventSources(this, config, functions, data.tables, queues);
    new UploadNotifications(this, config, functions.get(Function.UPLOAD), queues);
    new Sweeps(this, config, functions.get(Function.SWEEP));
    new SessionRole(this, config, functions, data.keys);
    new Alarms(this, config, api.api.getApiId());
    new Overview(this, config, api, functions.get(Function.PIPELINE).log);
    new MonthlyBudget(this, config);
    CfnOutput.Builder.create(this, "Endpoint").value("https://" + api.centralHost()).build();
    CfnOutput.Builder.create(this, "Bucket").value(config.bucket("documents")).build();
    CfnOutput.Builder.create(this, "JobQueueUrl").value(queues.jobs.getQueueUrl()).build();
    // CloudFormation has taken tags of dashboards for a short while only, and cfn-lint takes none.
    var taggable =
        TagProps.builder().excludeResourceTypes(List.of("AWS::CloudWatch::Dashboard")).build();
    Tags.of(this).add("stash-environment", config.name(), taggable);
    // Where an operator's command finds them.
    Tags.of(queues.jobs).add("stash-base-domain", config.baseDomain());
    Tags.of(queues.jobs).add("stash-central-host", api.centralHost());
  }
}
