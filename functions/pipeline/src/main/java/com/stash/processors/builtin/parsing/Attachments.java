package com.stash.processors.builtin.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads attached and embedded documents, no more and no deeper than a person would. */
final class Attachments extends ParsingEmbeddedDocumentExtractor {
  private static final int MOST = 100;
  private static final int DEEPEST = 4;
  private static final Set<String> DECORATION = Set.of("INLINE", "THUMBNAIL");

  private final Described reading;
  private int count;
  private int depth;

  Attachments(ParseContext context, Described reading) {
    super(context);
    this.reading = reading;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    var name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    var type = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
    if (name != null && !DECORATION.contains(type == null ? "" : type)) {
      reading.attached(name);
    }
    return count < MOST && depth < DEEPEST && super.shouldParseEmbedded(metadata);
  }

  @Override
  public void parseEmbedded(
      InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    if (count >= MOST || depth >= DEEPEST) {
      return;
    }
    count++;
    depth++;
    try {
      super.parseEmbedded(in, handler, metadata, outputHtml);
    } finally {
      depth--;
    }
  }
}
