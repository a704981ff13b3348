package com.stash.processors.builtin.parsing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Decodes PNG, JPEG and TIFF images to gray, taking fewer pixels of very large ones. */
final class ImageDecoding {
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "jpg", "tif", "tiff");

  private final Sink sink;

  ImageDecoding(Sink sink) {
    this.sink = sink;
  }

  interface Sink {
    void accept(BufferedImage image) throws IOException;
  }

  /** Hands over at most that many images; returns whether there are more. */
  boolean decode(Path path, int maxPages) throws IOException, Fault.Found {
    try (var in = ImageIO.createImageInputStream(path.toFile())) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new Fault.Found(Fault.UNSUPPORTED_TYPE);
      }
      var reader = readers.next();
      try {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          throw new Fault.Found(Fault.UNSUPPORTED_TYPE);
        }
        reader.setInput(in);
        var pages = reader.getNumImages(true);
        for (var page = 0; page < Math.min(pages, maxPages); page++) {
          sink.accept(gray(read(reader, page)));
        }
        return pages > maxPages;
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage read(ImageReader reader, int page) throws IOException {
    var pixels = (double) reader.getWidth(page) * reader.getHeight(page);
    var step = (int) Math.ceil(Math.sqrt(pixels / PageRendering.MOST_PIXELS));
    var parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
    return reader.read(page, parameters);
  }

  private static BufferedImage gray(BufferedImage image) {
    var gray = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    var graphics = gray.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return gray;
  }
}
