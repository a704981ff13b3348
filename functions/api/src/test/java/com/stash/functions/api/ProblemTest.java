package com.stash.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void every_kind_of_refusal_has_a_status_of_its_own() {
    assertThat(Arrays.stream(Kind.values()).map(Problem::status))
        .containsExactly(400, 402, 403, 404, 409, 412, 413, 415, 422, 428, 429, 503);
  }

  @Test
  void a_problem_says_what_is_wrong_where_and_in_which_request() {
    var response = answered(Answer.refused(Refusal.invalid("/slug", "It is taken.")));
    assertThat(response.path("statusCode").asInt()).isEqualTo(400);
    assertThat(response.at("/headers/content-type").asText()).isEqualTo("application/problem+json");
    assertThat(response.path("body").asText())
        .isEqualTo(
            "{\"type\":\"urn:stash:problem:invalid_request\",\"title\":\"Bad Request\","
                + "\"status\":400,\"code\":\"invalid_request\",\"detail\":\"It is taken.\","
                + "\"field\":\"/slug\",\"requestId\":\"r-1\"}");
  }

  @Test
  void waiting_helps_where_it_is_said_for_how_long() {
    var wait = Refusal.of(Kind.TOO_MANY, "used", "Wait.");
    assertThat(retryAfter(wait.after(Duration.ofMillis(60_001)))).isEqualTo("61");
    assertThat(retryAfter(wait.after(Duration.ofMillis(-1)))).isEqualTo("1");
    assertThat(retryAfter(Refusal.of(Kind.TOO_MANY, "too_many", "Wait."))).isEqualTo("5");
    assertThat(retryAfter(Refusal.of(Kind.UNAVAILABLE, "down", "Wait."))).isEqualTo("5");
    assertThat(retryAfter(Refusal.notFound())).isEmpty();
  }

  @Test
  void a_clients_own_words_are_given_back_in_part_only() {
    var long_ = Refusal.invalid("x".repeat(5_000), "y".repeat(5_000));
    assertThat(answered(Answer.refused(long_)).path("body").asText()).hasSizeLessThan(1_000);
  }

  @Test
  void an_unknown_caller_is_told_how_to_become_known() {
    var response = answered(new Answer.Failed(Problem.UNAUTHENTICATED));
    assertThat(response.at("/headers/www-authenticate").asText()).isEqualTo("Bearer");
  }

  @Test
  void an_entity_has_its_version_and_is_not_kept_by_caches() {
    var response = answered(Answer.created("/v1/x", Json.object().put("a", 1), 3));
    assertThat(response.path("headers").toString())
        .contains("\"etag\":\"\\\"3\\\"\"", "\"location\":\"/v1/x\"", "\"no-store\"", "\"r-1\"");
    assertThat(Json.parse(response.path("body").asText().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Json.object().put("a", 1));
  }

  private static String retryAfter(Refusal refusal) {
    return answered(Answer.refused(refusal)).at("/headers/retry-after").asText();
  }

  private static JsonNode answered(Answer answer) {
    return new Response("r-1").of(answer);
  }
}
