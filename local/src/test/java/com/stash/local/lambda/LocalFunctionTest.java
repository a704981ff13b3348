package com.stash.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalFunctionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  /** Fails the message whose body is "bad". */
  static final class Picky implements RequestHandler<SQSEvent, SQSBatchResponse> {
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
      return new SQSBatchResponse(
          event.getRecords().stream()
              .filter(message -> message.getBody().equals("bad"))
              .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
              .toList());
    }
  }

  @Test
  void the_event_class_is_found_and_event_and_answer_are_written_as_lambda_does() {
    var function = LocalFunction.of("picky", new Picky(), TIMEOUT, clock);
    assertThat(
            call(
                function,
                """
                {"Records":[{"messageId":"1","body":"good","eventSourceARN":"a"},
                            {"messageId":"2","body":"bad","eventSourceARN":"a"}]}
                """))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
  }

  @Test
  void a_handler_of_streams_gets_the_bytes_and_the_context() {
    var function =
        LocalFunction.of(
            "echo",
            (input, output, context) -> {
              input.transferTo(output);
              output.write(
                  " %s %d"
                      .formatted(context.getFunctionName(), context.getRemainingTimeInMillis())
                      .getBytes(StandardCharsets.UTF_8));
            },
            TIMEOUT,
            clock);
    assertThat(call(function, "{}")).isEqualTo("{} echo 30000");
  }

  @Test
  void a_lambda_expression_works_with_its_event_class_given() {
    var function =
        LocalFunction.of(
            "count", (String text, Context c) -> text.length(), String.class, TIMEOUT, clock);
    assertThat(call(function, "\"ab\"")).isEqualTo("2");
    RequestHandler<Map<String, String>, String> undeclared = (map, context) -> "";
    assertThatThrownBy(() -> LocalFunction.of("undeclared", undeclared, TIMEOUT, clock))
        .hasMessageContaining("give it explicitly");
  }

  @Test
  void what_a_handler_throws_is_a_failed_function() {
    var function =
        LocalFunction.of(
            "broken",
            (input, output, context) -> {
              throw new IllegalStateException("no");
            },
            TIMEOUT,
            clock);
    assertThatThrownBy(() -> call(function, "{}"))
        .isInstanceOf(FunctionFailed.class)
        .hasRootCauseMessage("no");
  }

  private static String call(LocalFunction function, String event) {
    return new String(
        function.invoke(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }
}
