package com.stash.processors.builtin.parsing;

import java.nio.file.Path;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.AutoDetectParserConfig;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.parser.xml.DcXMLParser;
import org.apache.tika.sax.BodyContentHandler;

/** Reads all but PDF files with Tika, under limits; archives are never opened. */
final class TikaReading {
  private static final long MOST_BYTES_OF_A_PART = 100L << 20;
  private static final AutoDetectParser PARSER = parser();

  private final Described reading;

  TikaReading(Described reading) {
    this.reading = reading;
  }

  void read(Path path, MediaType type, BoundedWriter out) throws Exception {
    if (!supports(type)) {
      throw new Fault.Found(Fault.UNSUPPORTED_TYPE);
    }
    var metadata = reading.metadata();
    try (var in = TikaInputStream.get(path)) {
      PARSER.parse(in, new BodyContentHandler(out), metadata, context());
    } catch (Exception e) {
      if (!out.full()) {
        throw e;
      }
    }
  }

  private static boolean supports(MediaType type) {
    var parsers = PARSER.getParsers();
    var registry = MediaTypeRegistry.getDefaultRegistry();
    for (var each = type; each != null; each = registry.getSupertype(each)) {
      if (parsers.containsKey(each.getBaseType())) {
        return true;
      }
    }
    return false;
  }

  private ParseContext context() {
    var office = new OfficeParserConfig();
    office.setUseSAXDocxExtractor(true);
    office.setUseSAXPptxExtractor(true);
    office.setExtractMacros(false);
    var pdf = new PDFParserConfig();
    pdf.setMaxMainMemoryBytes(32L << 20);
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    var context = new ParseContext();
    context.set(Parser.class, PARSER);
    context.set(OfficeParserConfig.class, office);
    context.set(PDFParserConfig.class, pdf);
    context.set(EmbeddedDocumentExtractor.class, new Attachments(context, reading));
    return context;
  }

  private static AutoDetectParser parser() {
    ZipSecureFile.setMaxEntrySize(MOST_BYTES_OF_A_PART);
    ZipSecureFile.setMaxFileCount(2000);
    var parser =
        new AutoDetectParser(
            Detectors.DEFAULT,
            new OOXMLParser(),
            new OfficeParser(),
            new RTFParser(),
            new JSoupParser(),
            new RFC822Parser(),
            new PDFParser(),
            new DcXMLParser(),
            new TXTParser());
    parser.setAutoDetectParserConfig(new AutoDetectParserConfig(null, 2_000_000L, 200L, 1000, 5));
    return parser;
  }
}
