package com.stash.local;

import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.local.demo.DemoTenant;
import com.stash.local.demo.DemoTenants;
import com.stash.local.operator.OperatorServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Stash as a server on this machine, with two demo tenants.",
      "Stops on Ctrl-C; the data stays."
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".stash",
      description = "Where the data is kept (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The API's port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--s3-port",
      defaultValue = "9000",
      description = "S3's port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int s3Port;

  @Option(
      names = "--sqs-port",
      defaultValue = "9324",
      description = "SQS's port, 0 for any (default: ${DEFAULT-VALUE}).")
  private int sqsPort;

  @Option(
      names = "--dynamodb-port",
      defaultValue = "-1",
      description = "DynamoDB's port, -1 for none (default: none).")
  private int dynamoDbPort;

  @Override
  public Integer call() throws InterruptedException {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var began = clock.instant();
    var settings =
        new LocalSettings(
            data,
            port,
            s3Port,
            sqsPort,
            dynamoDbPort,
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));
    var stopped = new CountDownLatch(1);
    var cloud = LocalCloud.start(settings, clock, LogFile.open(data, clock));
    var operators = OperatorServer.start(cloud, data);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.out.println("Stopping ...");
                  operators.close();
                  cloud.close();
                  stopped.countDown();
                }));
    var tenants = new DemoTenants(cloud);
    var out = System.out;
    out.printf(
        "Stash is ready after %.1f s; the data is in %s.%n",
        Duration.between(began, clock.instant()).toMillis() / 1000.0, data.toAbsolutePath());
    out.printf("  API  %s%n  S3   %s%n", cloud.api(), cloud.aws().s3Endpoint());
    out.printf("  SQS  %s%n", cloud.aws().sqsEndpoint());
    cloud.aws().dynamoDbEndpoint().ifPresent(uri -> out.printf("  DynamoDB  %s%n", uri));
    for (var tenant : tenants.ensure()) {
      print(out, cloud, tenant, tenants);
    }
    var operator = cloud.operator();
    out.printf("%nOperator%n  AWS keys    %s %s%n", operator.accessKey(), operator.secretKey());
    out.println("  Try:");
    out.printf(
        "  curl --aws-sigv4 aws:amz:us-east-1:execute-api --user '%s:%s' %s/admin/v1/tenants%n",
        operator.accessKey(), operator.secretKey(), cloud.api());
    out.println("Ctrl-C stops it.");
    stopped.await();
    return Stash.DONE;
  }

  private static void print(
      PrintStream out, LocalCloud cloud, DemoTenant tenant, DemoTenants tenants) {
    var campaign = tenants.campaigns(tenant).values().stream().skip(1).findFirst().orElseThrow();
    var documents = cloud.api() + "/v1/campaigns/" + campaign + "/documents";
    var inbox =
        "%s/%s/tenants/%s/inbox/%s/hello.txt"
            .formatted(
                cloud.aws().s3Endpoint(),
                cloud.backend().environment().bucket(),
                tenant.tenant().id(),
                campaign);
    out.printf(
        "%n%s, http://%s:%d%n", tenant.tenant().name(), host(cloud, tenant), cloud.api().getPort());
    out.printf("  API key     %s%n", tenant.apiKey());
    out.printf("  S3 keys     %s %s%n", tenant.accessKey(), tenant.secretKey());
    out.println("  Try:");
    out.printf(
        "  curl -H 'Authorization: Bearer %s' %s/v1/campaigns%n", tenant.apiKey(), cloud.api());
    out.printf(
        "  curl -X PUT --data-binary 'This agreement is made on 24 November 2026.'"
            + " -H 'Content-Type: text/plain' -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD'"
            + " --aws-sigv4 aws:amz:us-east-1:s3 --user '%s:%s' %s%n",
        tenant.accessKey(), tenant.secretKey(), inbox);
    out.printf("  curl -H 'Authorization: Bearer %s' %s%n", tenant.apiKey(), documents);
  }

  private static String host(LocalCloud cloud, DemoTenant tenant) {
    return cloud.backend().hosts().subdomain(tenant.tenant().slug()).value();
  }
}
