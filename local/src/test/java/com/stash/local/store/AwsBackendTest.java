package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.store.AwsBackend;
import com.stash.store.Environment;
import com.stash.store.Tables;
import com.stash.tenancy.HostName;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployed function's wiring, from its variables alone. */
class AwsBackendTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "AWS_REGION", "eu-central-1",
          "STASH_ENV", "dev",
          "STASH_BUCKET", "documents",
          "STASH_ARCHIVE", "archive",
          "STASH_JOB_QUEUE_URL", "https://sqs.test/jobs",
          "STASH_CREDENTIAL_KEY", "alias/credentials",
          "STASH_BASE_DOMAIN", "Stash.Test",
          "STASH_CENTRAL_HOSTS", "localhost:3000,127.0.0.1");

  @Test
  void it_is_what_the_variables_say() {
    var backend = AwsBackend.of(VARIABLES);
    assertThat(backend.environment())
        .isEqualTo(
            new Environment(
                "dev", "documents", "archive", "https://sqs.test/jobs", "alias/credentials"));
    assertThat(backend.environment().table(Tables.JOBS)).isEqualTo("stash-dev-jobs");
    assertThat(backend.hosts().contains(new HostName("localhost"))).isTrue();
    assertThat(backend.hosts().contains(new HostName("127.0.0.1"))).isTrue();
    assertThat(backend.hosts().contains(new HostName("stash.test"))).isTrue();
    assertThat(backend.hosts().contains(new HostName("acme.stash.test"))).isFalse();
    var now = backend.clock().instant();
    assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
    assertThat(backend.dynamoDb().serviceClientConfiguration().region().id())
        .isEqualTo("eu-central-1");
    assertThat(backend.s3().serviceClientConfiguration().endpointOverride()).isEmpty();
  }

  @Test
  void another_engine_is_an_endpoint_and_nothing_else() {
    var variables = new HashMap<>(VARIABLES);
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:4566");
    var backend = AwsBackend.of(variables);
    for (var configuration :
        java.util.List.of(
            backend.s3().serviceClientConfiguration(),
            backend.dynamoDb().serviceClientConfiguration(),
            backend.sqs().serviceClientConfiguration(),
            backend.kms().serviceClientConfiguration())) {
      assertThat(configuration.endpointOverride())
          .contains(java.net.URI.create("http://127.0.0.1:4566"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_REGION",
        "STASH_ENV",
        "STASH_BUCKET",
        "STASH_ARCHIVE",
        "STASH_JOB_QUEUE_URL",
        "STASH_CREDENTIAL_KEY",
        "STASH_BASE_DOMAIN",
        "STASH_CENTRAL_HOSTS"
      })
  void a_variable_that_is_missing_or_blank_is_named(String name) {
    var missing = new HashMap<>(VARIABLES);
    missing.remove(name);
    var blank = new HashMap<>(VARIABLES);
    blank.put(name, " ");
    for (var variables : java.util.List.of(missing, blank)) {
      assertThatThrownBy(() -> AwsBackend.of(variables))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the environment variable " + name + " must be set");
    }
  }
}
