package com.stash.processors.builtin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.parsing.Answer;
import com.stash.processors.builtin.parsing.Operation;
import com.stash.processors.builtin.parsing.Parsers;

/** {@code text-extraction@1}: the text of a document, read in a parser process. */
final class TextExtraction implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("text-extraction", 1);
  private static final int MAX_CHARACTERS = 200_000;
  private static final int MAX_PAGES = 500;

  private final Parsers parsers;

  TextExtraction(Parsers parsers) {
    this.parsers = parsers;
  }

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    var request =
        JsonNodeFactory.instance
            .objectNode()
            .put("path", task.document().path().toAbsolutePath().toString())
            .put("filename", task.document().filename())
            .put("maxCharacters", task.config().path("maxCharacters").asInt(MAX_CHARACTERS))
            .put("maxPages", task.config().path("maxPages").asInt(MAX_PAGES));
    return switch (parsers.ask(Operation.TEXT, request, task.timeout())) {
      case Answer.Given(var output) -> new Result.Done(output, output.path("pages").asLong());
      case Answer.Failed(var result) -> result;
    };
  }
}
