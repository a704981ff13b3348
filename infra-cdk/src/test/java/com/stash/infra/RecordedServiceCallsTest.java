package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the functions' roles allow besides tables - buckets, queues, keys, sessions - is what the
 * functions were seen calling. The session role counts for each function that may take it.
 */
@NeedsNode
class RecordedServiceCallsTest {
  /**
   * What Lambda and X-Ray do with a function's role, and tables, which have a test of their own.
   */
  private static final Pattern NOT_HERE = Pattern.compile("(logs|xray|dynamodb):.*");

  private static final EnvironmentConfig ENVIRONMENT = Environments.PROD;

  private final Roles roles = Roles.of(ENVIRONMENT);

  @Test
  void each_right_was_used_and_nothing_was_done_without_one() {
    var allowed = new TreeSet<String>();
    for (var function : Function.values()) {
      allow(allowed, function, function.label());
      if (SessionRole.SERVING.contains(function)) {
        allow(allowed, function, IsolationCases.SESSION);
      }
    }
    assertThat(allowed).isEqualTo(RecordedCalls.made(line -> !line.contains(" dynamodb:")));
  }

  private void allow(Set<String> allowed, Function function, String role) {
    for (var statement : roles.documents().getOrDefault(role, Json.object()).path("Statement")) {
      // DynamoDB and S3 use a key in the name of who calls them.
      if (statement.at("/Condition/StringEquals/kms:ViaService").isMissingNode()) {
        for (var action : texts(statement.path("Action"))) {
          for (var resource : texts(statement.path("Resource"))) {
            if (!NOT_HERE.matcher(action).matches()) {
              allowed.add("%s %s %s".formatted(function.label(), action, name(resource)));
            }
          }
        }
      }
    }
  }

  private static Set<String> texts(JsonNode oneOrMore) {
    var texts = new TreeSet<String>();
    if (oneOrMore.isArray()) {
      oneOrMore.forEach(text -> texts.add(text.asText()));
    } else {
      texts.add(oneOrMore.asText());
    }
    return texts;
  }

  /** Returns a resource's name without the environment: of a bucket, a queue, a key, a role. */
  private static String name(String arn) {
    for (var bucket : Set.of("documents", "archive")) {
      if (arn.startsWith("arn:aws:s3:::" + ENVIRONMENT.bucket(bucket))) {
        return bucket;
      }
    }
    return arn.contains(":key/KeysCredentials")
        ? "credentials"
        : arn.substring(arn.lastIndexOf(ENVIRONMENT.named("")) + ENVIRONMENT.named("").length());
  }
}
