package com.stash.local.cloud;

import com.stash.kernel.Log;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.fixtures.Needs;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.CreatingTables;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The main flow over the embedded services and, by profile, over others. */
class MainFlowTest {
  /** The last image that starts without a token. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  @Test
  void the_main_flow_runs_on_the_embedded_services() throws Exception {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var settings =
        new EmbeddedAws.Settings(null, -1, 0, 0, "ROOT", UUID.randomUUID().toString(), clock);
    try (var aws = EmbeddedAws.start(settings)) {
      var log = new Log(new PrintStream(OutputStream.nullOutputStream()), clock);
      var backend = LocalBackend.create(aws, LocalQueues.create(aws.sqs()), List.of(), clock, log);
      try (var flow = new MainFlow(backend, aws.dynamoDbStreams())) {
        flow.run();
      }
    }
  }

  /** Not in every build: now and then moto's streams do not show a record. */
  @Test
  @Tag("deep")
  void the_main_flow_runs_on_moto_with_each_tenants_work_in_its_session() throws Exception {
    var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    try (var moto = Moto.start()) {
      var role = Map.of("STASH_SESSION_ROLE", "arn:aws:iam::123456789012:role/stash-session");
      run(moto.endpoint(), "eu-central-1", keys, role);
    }
  }

  @Test
  @Tag("endpoint")
  void the_main_flow_runs_on_the_services_of_an_endpoint() throws Exception {
    var endpoint = Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"));
    if (endpoint.isPresent()) {
      run(URI.create(endpoint.get()), variable("AWS_REGION", "us-east-1"), given(), Map.of());
      return;
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      Needs.skip("there is no Docker for LocalStack, and no AWS_ENDPOINT_URL");
    }
    try (var localstack =
        new LocalStackContainer(IMAGE)
            .withServices("dynamodb", "dynamodbstreams", "s3", "sqs", "kms")) {
      localstack.start();
      var keys = AwsBasicCredentials.create(localstack.getAccessKey(), localstack.getSecretKey());
      run(
          localstack.getEndpoint(),
          localstack.getRegion(),
          StaticCredentialsProvider.create(keys),
          Map.of());
    }
  }

  private static void run(
      URI endpoint, String region, AwsCredentialsProvider keys, Map<String, String> more)
      throws Exception {
    var backend = backend(endpoint, region, keys, more);
    try (var streams =
            DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(keys)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        var flow = new MainFlow(backend, streams)) {
      flow.run();
    }
  }

  /** Makes an environment of its own there, as the stack would. */
  private static Backend backend(
      URI endpoint, String region, AwsCredentialsProvider keys, Map<String, String> more) {
    var name = "t" + UUID.randomUUID().toString().substring(0, 8);
    var variables = new HashMap<>(more);
    variables.put("AWS_REGION", region);
    variables.put("AWS_ENDPOINT_URL", endpoint.toString());
    variables.put("STASH_ENV", name);
    variables.put("STASH_BUCKET", "stash-" + name + "-documents");
    variables.put("STASH_ARCHIVE", "stash-" + name + "-archive");
    variables.put("STASH_CREDENTIAL_KEY", "alias/stash-" + name + "-credentials");
    variables.put("STASH_BASE_DOMAIN", "stash.test");
    variables.put("STASH_CENTRAL_HOSTS", "localhost");
    try (var sqs =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(keys)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      variables.put("STASH_JOB_QUEUE_URL", LocalQueues.create(sqs, name).jobs());
    }
    var backend = AwsBackend.of(Map.copyOf(variables), keys);
    backend.s3().createBucket(b -> b.bucket(variables.get("STASH_BUCKET")));
    backend.s3().createBucket(b -> b.bucket(variables.get("STASH_ARCHIVE")));
    var key = backend.kms().createKey(k -> {}).keyMetadata().keyId();
    backend
        .kms()
        .createAlias(a -> a.aliasName(variables.get("STASH_CREDENTIAL_KEY")).targetKeyId(key));
    new CreatingTables(backend.dynamoDb(), backend.environment()).create();
    return backend;
  }

  private static AwsCredentialsProvider given() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            variable("AWS_ACCESS_KEY_ID", "test"), variable("AWS_SECRET_ACCESS_KEY", "test")));
  }

  private static String variable(String name, String preset) {
    return Optional.ofNullable(System.getenv(name)).orElse(preset);
  }
}
