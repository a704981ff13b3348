package com.stash.processors.builtin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stash.processors.Processor;
import com.stash.processors.builtin.classification.Classification;
import com.stash.processors.builtin.fields.FieldExtraction;
import com.stash.processors.builtin.ocr.InstalledTesseract;
import com.stash.processors.builtin.ocr.Ocr;
import com.stash.processors.builtin.parsing.ParserSettings;
import com.stash.processors.builtin.parsing.Parsers;
import com.stash.processors.builtin.webhook.Targets;
import com.stash.processors.builtin.webhook.Webhook;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The processors Stash ships, over one pool of parser processes; closing it ends those. */
public final class BuiltIns implements AutoCloseable {
  private final Parsers parsers;
  private final HttpClient http;
  private final List<Processor> all;

  /**
   * Makes the processors; no process is started before one is needed.
   *
   * @param tesseract the OCR program, or nothing when it is not installed
   * @param targets where webhooks may go
   */
  public BuiltIns(
      JsonMapper json,
      ParserSettings settings,
      Optional<Path> tesseract,
      Targets targets,
      Clock clock) {
    this.parsers = new Parsers(json, settings);
    this.http = Webhook.client();
    this.all =
        List.of(
            new TextExtraction(parsers),
            new Ocr(parsers, tesseract, settings.temp()),
            new Classification(),
            new FieldExtraction(),
            new Validation(parsers),
            new Export(json),
            new Webhook(http, targets, clock));
  }

  /**
   * Returns the processors for a host that uses them until it ends, such as a Lambda function: one
   * parser process, which ends with the host, and the Tesseract on the host's {@code PATH}.
   */
  public static List<Processor> all(JsonMapper json, Clock clock) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    var settings = ParserSettings.ofThisJvm(1);
    return new BuiltIns(json, settings, tesseractOn(path), Targets.deployed(), clock).all();
  }

  /** Finds Tesseract on a search path such as the environment's {@code PATH}. */
  public static Optional<Path> tesseractOn(String searchPath) {
    return InstalledTesseract.on(searchPath);
  }

  public List<Processor> all() {
    return all;
  }

  @Override
  public void close() {
    parsers.close();
    http.shutdownNow();
  }
}
