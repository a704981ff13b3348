package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;

/**
 * Reads text: PDF with PDFBox, page by page, everything else with Tika. The request has {@code
 * path}, {@code filename}, {@code maxCharacters} and {@code maxPages}.
 */
final class TextReading {

  ObjectNode read(ObjectNode request) throws Exception {
    var path = Path.of(request.required("path").asText());
    if (Files.size(path) == 0) {
      throw new Fault.Found(Fault.EMPTY_DOCUMENT);
    }
    var metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, request.required("filename").asText());
    var out = new BoundedWriter(request.required("maxCharacters").asInt());
    var type = detect(path, metadata);
    var reading = new Described(metadata, type.getBaseType().toString());
    if (type.getBaseType().equals(MediaType.application("pdf"))) {
      var pages = new PdfReading(request.required("maxPages").asInt()).read(path, out, reading);
      return reply(out, reading, pages);
    }
    if (!type.getType().equals("image")) {
      new TikaReading(reading).read(path, type, out);
    }
    return reply(out, reading, new PdfReading.Pages(1, false));
  }

  private static MediaType detect(Path path, Metadata metadata) throws IOException {
    try (var in = TikaInputStream.get(path)) {
      return Detectors.DEFAULT.detect(in, metadata);
    }
  }

  private static ObjectNode reply(BoundedWriter out, Described reading, PdfReading.Pages pages) {
    var text = Tidy.text(out.text());
    var reply = JsonNodeFactory.instance.objectNode();
    reply
        .put("text", text)
        .put("characters", text.length())
        .put("truncated", out.full() || pages.more())
        .put("pages", pages.read());
    reading.title().ifPresent(title -> reply.put("title", title));
    reply.set("metadata", reading.asJson());
    return reply;
  }
}
