package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Makes gray PNG files of a PDF's pages or of an image, so that the OCR program sees only what this
 * JVM has decoded. The request has {@code path}, {@code folder}, {@code maxPages}, {@code dpi}.
 */
final class PageRendering {
  static final double MOST_PIXELS = 16_000_000;
  private static final double POINTS_PER_INCH = 72;

  private final List<Path> files = new ArrayList<>();

  ObjectNode render(ObjectNode request) throws Exception {
    ImageIO.setUseCache(false);
    var path = Path.of(request.required("path").asText());
    var folder = Path.of(request.required("folder").asText());
    var maxPages = request.required("maxPages").asInt();
    if (Files.size(path) == 0) {
      throw new Fault.Found(Fault.EMPTY_DOCUMENT);
    }
    var more =
        isPdf(path)
            ? renderPdf(path, folder, maxPages, request.required("dpi").asInt())
            : new ImageDecoding(image -> keep(image, folder)).decode(path, maxPages);
    if (files.isEmpty()) {
      throw new Fault.Found(Fault.UNREADABLE_DOCUMENT);
    }
    var reply = JsonNodeFactory.instance.objectNode().put("truncated", more);
    files.forEach(file -> reply.withArray("files").add(file.toString()));
    return reply;
  }

  private boolean renderPdf(Path path, Path folder, int maxPages, int dpi) throws Exception {
    try (var document = PdfReading.open(path)) {
      var renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      for (var page : document.getPages()) {
        if (files.size() >= maxPages) {
          return true;
        }
        var scale = (float) scale(page, dpi);
        keep(renderer.renderImage(files.size(), scale, ImageType.GRAY), folder);
      }
      return false;
    }
  }

  private static double scale(PDPage page, int dpi) throws Fault.Found {
    var box = page.getCropBox();
    var points = (double) box.getWidth() * box.getHeight();
    if (!(points > 0)) {
      throw new Fault.Found(Fault.UNREADABLE_DOCUMENT);
    }
    return Math.min(dpi / POINTS_PER_INCH, Math.sqrt(MOST_PIXELS / points));
  }

  private void keep(BufferedImage image, Path folder) throws IOException {
    var file = folder.resolve("page-%03d.png".formatted(files.size() + 1));
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("the page cannot be written as PNG");
    }
    files.add(file);
  }

  private static boolean isPdf(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(1024), StandardCharsets.ISO_8859_1).contains("%PDF-");
    }
  }
}
