package com.stash.processors.builtin.ocr;

import com.google.re2j.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The Tesseract program, asked for words with their confidence in its TSV form.
 *
 * @see <a href="https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html">Tesseract
 *     usage</a>
 */
final class Tesseract {
  static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final Pattern MISSING = Pattern.compile("Failed loading language '([a-z_]{3,7})'");

  private final Path program;

  Tesseract(Path program) {
    this.program = program;
  }

  /** What came of one page. */
  sealed interface Reading {
    record Page(Words words) implements Reading {}

    record NoLanguage(String language) implements Reading {}

    record Absent() implements Reading {}

    record TooSlow() implements Reading {}

    record Failed() implements Reading {}
  }

  /** Reads one image as a single column, so that a table stays in its rows. */
  Reading read(Path image, String languages, Duration timeout) throws InterruptedException {
    var command =
        List.of(
            program.toString(), image.toString(), "stdout", "-l", languages, "--psm", "4", "tsv");
    return switch (Commands.run(command, timeout, MOST_BYTES)) {
      case Commands.NotFound() -> new Reading.Absent();
      case Commands.TimedOut() -> new Reading.TooSlow();
      case Commands.TooMuchOutput() -> new Reading.Failed();
      case Commands.Ended(var code, var out, var err) -> ended(code, out, err);
    };
  }

  private static Reading ended(int code, String out, String err) {
    var missing = MISSING.matcher(err);
    if (missing.find()) {
      return new Reading.NoLanguage(missing.group(1));
    }
    return code == 0 ? new Reading.Page(Words.parse(out)) : new Reading.Failed();
  }
}
