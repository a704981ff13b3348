package com.stash.processors.builtin.parsing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Calendar;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/** Reads a PDF's text page by page and counts the pages it really has, up to a limit. */
final class PdfReading {
  private static final int TAIL_BYTES = 8192;
  private static final StreamCacheCreateFunction CACHE =
      MemoryUsageSetting.setupMixed(32L << 20, 256L << 20).streamCache;

  private final int maxPages;

  PdfReading(int maxPages) {
    this.maxPages = maxPages;
  }

  /** How many pages were read, and whether there are more. */
  record Pages(int read, boolean more) {}

  Pages read(Path path, BoundedWriter out, Described reading) throws IOException, Fault.Found {
    try (var document = open(path)) {
      describe(document, reading);
      var pages = countPages(document, maxPages + 1);
      if (pages == 0) {
        throw new Fault.Found(Fault.UNREADABLE_DOCUMENT);
      }
      var stripper = new PageStripper();
      stripper.setSortByPosition(true);
      stripper.setEndPage(maxPages);
      try {
        stripper.writeText(document, out);
        return new Pages(Math.min(pages, maxPages), pages > maxPages);
      } catch (IOException e) {
        if (!out.full()) {
          throw e;
        }
        return new Pages(Math.max(1, stripper.current()), true);
      }
    }
  }

  /** Opens a PDF that is whole; a repaired torso would lose pages without a word. */
  static PDDocument open(Path path) throws IOException, Fault.Found {
    if (!endsLikePdf(path)) {
      throw new Fault.Found(Fault.UNREADABLE_DOCUMENT);
    }
    return Loader.loadPDF(path.toFile(), CACHE);
  }

  /** Counts the pages there really are, whatever the file says, and no more than so many. */
  private static int countPages(PDDocument document, int most) {
    var count = 0;
    for (var pages = document.getPages().iterator(); count < most && pages.hasNext(); count++) {
      pages.next();
    }
    return count;
  }

  private static boolean endsLikePdf(Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL_BYTES));
      var tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.readFully(tail);
      return new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF");
    }
  }

  private static void describe(PDDocument document, Described reading) {
    var info = document.getDocumentInformation();
    set(reading, TikaCoreProperties.TITLE, info.getTitle());
    set(reading, TikaCoreProperties.CREATOR, info.getAuthor());
    set(reading, TikaCoreProperties.CREATED, date(info.getCreationDate()));
    set(reading, TikaCoreProperties.MODIFIED, date(info.getModificationDate()));
  }

  private static void set(Described reading, Property property, @Nullable String value) {
    if (value != null) {
      reading.metadata().set(property, value);
    }
  }

  private static @Nullable String date(@Nullable Calendar date) {
    return date == null ? null : date.toInstant().toString();
  }

  private static final class PageStripper extends PDFTextStripper {
    int current() {
      return getCurrentPageNo();
    }
  }
}
