package com.stash.local.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.stash.local.aws.Clouds;
import com.stash.store.CreatingTables;
import com.stash.store.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each function starts from its package and nothing else. The packages are made in Maven's phase
 * {@code package}; without it these tests are skipped.
 */
class PackagesTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "packaged", "documents", "archive", "https://sqs.test/jobs", "alias/credentials");
  private static final Map<String, Packaged> PACKAGES = new HashMap<>();

  @BeforeAll
  static void unpack(@TempDir Path folder) throws IOException {
    for (var module : new String[] {"api", "triggers", "pipeline"}) {
      assumeTrue(Files.exists(Packaged.zip(module)), "no packages: run mvn package");
      PACKAGES.put(module, Packaged.unpack(module, folder.resolve(module)));
    }
  }

  /**
   * The most classes are what was counted and a tenth: they are most of a cold start, so that a
   * library that comes along should be noticed.
   */
  @ParameterizedTest
  @CsvSource({
    "api, api.AuthorizerHandler, 3400",
    "api, api.ApiHandler, 5200",
    "api, admin.AdminHandler, 4550",
    "triggers, triggers.UploadHandler, 4100",
    "triggers, triggers.DispatchHandler, 2650",
    "triggers, triggers.UsageHandler, 3300",
    "triggers, triggers.AuditHandler, 3300",
    "triggers, triggers.SweepHandler, 3750",
    "triggers, triggers.DeadLetterHandler, 3350",
    "pipeline, pipeline.PipelineHandler, 5100"
  })
  void a_function_starts_and_loads_no_more_classes_than_it_did(
      String module, String handler, long most) throws Exception {
    var started = start(module, "com.stash.functions." + handler, "https://aws.test");
    assertThat(started.status()).as(started.out()).isZero();
    assertThat(started.loaded()).as(handler).isLessThanOrEqualTo(most);
  }

  @Test
  void the_api_answers_a_request_from_its_package() throws Exception {
    try (var aws = Clouds.withDynamoDbEndpoint()) {
      new CreatingTables(aws.dynamoDb(), ENVIRONMENT).create();
      var event = Path.of("../events/api-list-campaigns.json");
      var endpoint = aws.dynamoDbEndpoint().orElseThrow().toString();
      var served = start("api", "com.stash.functions.api.ApiHandler", endpoint, event);
      assertThat(served.status()).as(served.out()).isZero();
      assertThat(served.answer().path("statusCode").asInt()).as(served.out()).isEqualTo(200);
      assertThat(served.answer().path("body").asText()).isEqualTo("{\"items\":[]}");
    }
  }

  private static Packaged.Result start(
      String module, String handler, String endpoint, Path... event)
      throws IOException, InterruptedException {
    var variables =
        Map.ofEntries(
            Map.entry("AWS_REGION", "us-east-1"),
            Map.entry("AWS_ENDPOINT_URL", endpoint),
            Map.entry("AWS_ACCESS_KEY_ID", "key"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "secret"),
            Map.entry("STASH_ENV", ENVIRONMENT.name()),
            Map.entry("STASH_BUCKET", ENVIRONMENT.bucket()),
            Map.entry("STASH_ARCHIVE", ENVIRONMENT.archive()),
            Map.entry("STASH_JOB_QUEUE_URL", ENVIRONMENT.jobQueueUrl()),
            Map.entry("STASH_CREDENTIAL_KEY", ENVIRONMENT.credentialKey()),
            Map.entry("STASH_BASE_DOMAIN", "stash.test"),
            Map.entry("STASH_CENTRAL_HOSTS", "localhost"));
    return Objects.requireNonNull(PACKAGES.get(module)).start(handler, variables, event);
  }
}
