package com.stash.processors.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.parsing.Answer;
import com.stash.processors.builtin.parsing.Operation;
import com.stash.processors.builtin.parsing.Parsers;
import java.util.stream.Collectors;

/**
 * {@code validation@1}: checks data under a JSON Schema and a list of required values. The schema
 * is a tenant's, so it is run in a parser process, where it can be stopped.
 */
final class Validation implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("validation", 1);
  private static final int MOST_ERRORS = 50;
  private static final int NAMED_IN_MESSAGE = 5;

  private final Parsers parsers;

  Validation(Parsers parsers) {
    this.parsers = parsers;
  }

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    var config = task.config();
    var errors = JsonNodeFactory.instance.arrayNode();
    for (var required : config.path("required")) {
      if (RequiredValue.of(required.asText()).missingIn(config.path("data"))) {
        add(errors, RequiredValue.of(required.asText()).pointer(), "a value is required");
      }
    }
    if (!config.has("schema")) {
      return result(config, errors);
    }
    var request = JsonNodeFactory.instance.objectNode();
    request.set("schema", config.get("schema"));
    request.set("data", config.path("data"));
    return switch (parsers.ask(Operation.CHECK, request, task.timeout())) {
      case Answer.Failed(var result) -> result;
      case Answer.Given(var output) -> {
        output
            .path("errors")
            .forEach(e -> add(errors, e.path("pointer").asText(), e.path("message").asText()));
        yield result(config, errors);
      }
    };
  }

  private static void add(ArrayNode errors, String pointer, String message) {
    if (errors.size() < MOST_ERRORS) {
      errors.addObject().put("pointer", pointer).put("message", message);
    }
  }

  private static Result result(JsonNode config, ArrayNode errors) {
    if (!errors.isEmpty() && !config.path("onInvalid").asText("fail").equals("report")) {
      return new Result.Refused(ErrorClass.PERMANENT, "invalid_document", message(errors));
    }
    var output = JsonNodeFactory.instance.objectNode().put("valid", errors.isEmpty());
    output.set("errors", errors);
    return new Result.Done(output, 1);
  }

  private static String message(ArrayNode errors) {
    var named =
        errors
            .valueStream()
            .limit(NAMED_IN_MESSAGE)
            .map(e -> "%s: %s".formatted(e.path("pointer").asText(), e.path("message").asText()))
            .collect(Collectors.joining("; "));
    var more = errors.size() - NAMED_IN_MESSAGE;
    var rest = more > 0 ? "; and %d more".formatted(more) : "";
    return "The data is not valid: %s%s.".formatted(named, rest);
  }
}
