package com.stash.processors.builtin.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.expressions.Matching;
import com.stash.processors.builtin.expressions.WatchedText;
import java.util.ArrayList;

/** {@code field-extraction@1}: named, typed values with where they stand and how sure they are. */
public final class FieldExtraction implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("field-extraction", 1);

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    return Matching.run(task, text -> extract(task.config(), text));
  }

  private static Result extract(JsonNode config, WatchedText text) {
    var monthFirst = config.path("dateOrder").asText().equals("month-first");
    var output = JsonNodeFactory.instance.objectNode();
    var found = output.putObject("fields");
    var missing = output.putArray("missing");
    var lacking = new ArrayList<String>();
    for (var json : config.path("fields")) {
      var field = Field.of(json, monthFirst);
      var hit = new Search(text, field).best();
      hit.ifPresent(value -> found.set(field.name(), json(value, text)));
      if (hit.isEmpty()) {
        missing.add(field.name());
        if (field.required()) {
          lacking.add(field.name());
        }
      }
    }
    return lacking.isEmpty()
        ? new Result.Done(output, 1)
        : new Result.Refused(
            ErrorClass.PERMANENT,
            "missing_fields",
            "Required fields were not found: %s.".formatted(String.join(", ", lacking)));
  }

  private static ObjectNode json(Hit hit, WatchedText text) {
    var json = JsonNodeFactory.instance.objectNode();
    json.set("value", hit.value().json());
    return json.put("raw", hit.value().raw())
        .put("confidence", hit.confidence())
        .put("offset", hit.offset())
        .put("length", hit.value().raw().length())
        .put("line", Lines.numberOf(text, hit.offset()));
  }
}
