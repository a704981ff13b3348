package com.stash.processors.builtin.ocr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.parsing.Answer;
import com.stash.processors.builtin.parsing.Deadline;
import com.stash.processors.builtin.parsing.Folders;
import com.stash.processors.builtin.parsing.Operation;
import com.stash.processors.builtin.parsing.Parsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code ocr@1}: pages become gray images in a parser process, Tesseract reads those. */
public final class Ocr implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("ocr", 1);
  private static final int DOTS_PER_INCH = 200;
  private static final int MAX_PAGES = 10;

  private final Parsers parsers;
  private final Optional<Tesseract> tesseract;
  private final Path temp;

  /**
   * Recognizes with the program given.
   *
   * @param program Tesseract, or nothing when it is not installed: every run then refuses
   * @param temp where a run gets a folder of its own
   */
  public Ocr(Parsers parsers, Optional<Path> program, Path temp) {
    this.parsers = parsers;
    this.tesseract = program.map(Tesseract::new);
    this.temp = temp;
  }

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) throws InterruptedException {
    if (tesseract.isEmpty()) {
      return Refusals.absent();
    }
    var folder = createFolder();
    try {
      return run(task, tesseract.get(), folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private Result run(Task task, Tesseract program, Path folder) throws InterruptedException {
    var deadline = Deadline.in(task.timeout());
    return switch (parsers.ask(Operation.RENDER, request(task, folder), task.timeout())) {
      case Answer.Failed(var result) -> result;
      case Answer.Given(var pages) -> {
        var languages = task.config().path("languages").asText("eng");
        yield new Recognition(program, languages, deadline).of(pages);
      }
    };
  }

  private static ObjectNode request(Task task, Path folder) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", task.document().path().toAbsolutePath().toString())
        .put("folder", folder.toAbsolutePath().toString())
        .put("maxPages", task.config().path("maxPages").asInt(MAX_PAGES))
        .put("dpi", DOTS_PER_INCH);
  }

  private Path createFolder() {
    try {
      return Files.createTempDirectory(temp, "stash-ocr-");
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the pages", e);
    }
  }

  /** What stops recognition. */
  static final class Refusals {
    private Refusals() {}

    static Result absent() {
      return new Result.Refused(
          ErrorClass.CONFIGURATION,
          "ocr_unavailable",
          "Tesseract is not installed where the pipeline runs. Install the Debian package"
              + " tesseract-ocr, or put the program on the PATH.");
    }

    static Result noLanguage(String language) {
      return new Result.Refused(
          ErrorClass.CONFIGURATION,
          "ocr_unavailable",
          "Tesseract lacks the language %s. Install the Debian package tesseract-ocr-%s."
              .formatted(language, language.replace('_', '-')));
    }

    static Result tooSlow() {
      return new Result.Refused(
          ErrorClass.PERMANENT,
          "ocr_timeout",
          "Recognizing the text took too long. Lower maxPages, or raise the step's timeout.");
    }

    static Result failed() {
      return new Result.Refused(
          ErrorClass.PERMANENT,
          "ocr_failed",
          "Tesseract could not read the page. Upload a clearer or smaller scan.");
    }
  }
}
