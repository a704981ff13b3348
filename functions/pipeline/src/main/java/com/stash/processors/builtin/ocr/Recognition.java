package com.stash.processors.builtin.ocr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.processors.Result;
import com.stash.processors.builtin.parsing.Deadline;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Recognizes page after page until the last, a failure or the end of the time. */
final class Recognition {
  private static final int MOST_CHARACTERS = 1_000_000;

  private final Tesseract tesseract;
  private final String languages;
  private final Deadline deadline;

  Recognition(Tesseract tesseract, String languages, Deadline deadline) {
    this.tesseract = tesseract;
    this.languages = languages;
    this.deadline = deadline;
  }

  Result of(ObjectNode rendered) throws InterruptedException {
    var pages = new ArrayList<Words>();
    for (var file : rendered.path("files")) {
      switch (tesseract.read(Path.of(file.asText()), languages, deadline.left())) {
        case Tesseract.Reading.Page(var words) -> pages.add(words);
        case Tesseract.Reading.NoLanguage(var language) -> {
          return Ocr.Refusals.noLanguage(language);
        }
        case Tesseract.Reading.Absent() -> {
          return Ocr.Refusals.absent();
        }
        case Tesseract.Reading.TooSlow() -> {
          return Ocr.Refusals.tooSlow();
        }
        case Tesseract.Reading.Failed() -> {
          return Ocr.Refusals.failed();
        }
      }
    }
    return new Result.Done(output(pages, rendered.path("truncated").asBoolean()), pages.size());
  }

  private static ObjectNode output(List<Words> pages, boolean more) {
    var all = pages.stream().map(Words::text).collect(Collectors.joining("\n\n")).strip();
    var text = all.length() <= MOST_CHARACTERS ? all : all.substring(0, MOST_CHARACTERS - 1);
    return JsonNodeFactory.instance
        .objectNode()
        .put("text", text)
        .put("characters", text.length())
        .put("pages", pages.size())
        .put("truncated", more || text.length() < all.length())
        .put("confidence", mean(pages));
  }

  private static int mean(List<Words> pages) {
    var count = pages.stream().mapToInt(Words::count).sum();
    if (count == 0) {
      return 0;
    }
    var sum = pages.stream().map(Words::confidence).reduce(BigDecimal.ZERO, BigDecimal::add);
    var mean = sum.divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP).intValueExact();
    return Math.clamp(mean, 0, 100);
  }
}
